import type { AuditRecord } from './record.ts';

type Reported = Extract<AuditRecord, { kind: 'reported' }>;

/** What was reported, by whom and why, what it named, and who approved it. */
export type Report = Readonly<
  Pick<Reported, 'reportedBy' | 'reportedAt' | 'reason' | 'approvedBy' | 'dryRun' | 'firstSentAt' | 'secrets' | 'names'>
>;

/** Several messages of one report, such as what was left of one and sent again, are one. */
export function reportsOf(reported: readonly Reported[]): readonly Report[] {
  const reports = new Map<string, Report>();
  for (const { reportedBy, reportedAt, reason, approvedBy, dryRun, firstSentAt, secrets, names } of reported) {
    const key = JSON.stringify([reportedBy, reason, dryRun, reportedAt ?? firstSentAt]);
    const before = reports.get(key);
    reports.set(key, {
      reportedBy,
      reportedAt,
      reason,
      approvedBy: approvedBy ?? before?.approvedBy,
      dryRun,
      firstSentAt: before !== undefined && before.firstSentAt < firstSentAt ? before.firstSentAt : firstSentAt,
      secrets: [...new Set([...(before?.secrets ?? []), ...secrets])],
      names: [...new Set([...(before?.names ?? []), ...names])],
    });
  }
  return [...reports.values()];
}
