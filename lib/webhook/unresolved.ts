import type { Alert } from '../alert/alert.ts';
import { type Incident, line } from '../alert/message.ts';
import { partitionOf } from '../audit/keys.ts';
import type { AuditRecord } from '../audit/record.ts';

/**
 * What is written down of an alert's leaked credentials of which nobody knows which secrets they are, so that whoever asks how its
 * incident stands hears of them. The same alert makes records of the same keys. `now` is in milliseconds since the epoch.
 */
export function unresolvedRecords(
  source: string,
  alert: Alert,
  { incidentId, unresolved }: Incident,
  now: number,
): readonly AuditRecord[] {
  if (unresolved.length === 0) return [];
  const { dryRun = false } = alert;
  const at = new Date(now).toISOString();
  const of = {
    incidentId: partitionOf(incidentId),
    at,
    // An alert is no message of the queue: its incident is its own.
    messageId: incidentId,
    firstSentAt: at,
    reportedBy: source,
    reportedAt: alert.reportedAt === undefined ? undefined : line(alert.reportedAt),
    reason: alert.reason === undefined ? undefined : line(alert.reason),
    approvedBy: undefined,
    dryRun,
    deliveries: 1,
  };
  const named = unresolved.map(({ fingerprint, why }) => ({ name: `fingerprint:${fingerprint}`, why }));
  const end = `${incidentId}#${dryRun ? 'dry-run' : 'unresolved'}`;
  return [
    {
      ...of,
      recordId: `reported#${end}`,
      kind: 'reported',
      secrets: [],
      names: named.map(({ name }) => name),
    },
    ...named.map(({ name, why }) => ({
      ...of,
      recordId: `name#${name}#${end}`,
      kind: 'name' as const,
      name,
      outcome: 'unresolved',
      errorCode: 'unresolved',
      errorMessage: why,
      attempts: 0,
      requestId: undefined,
    })),
  ];
}
