import type { Alert } from '../alert/alert.ts';
import { chunks, type Incident, line } from '../alert/message.ts';
import { nameKey, partitionOf } from '../audit/keys.ts';
import type { AuditRecord } from '../audit/record.ts';

/**
 * What is written down of an alert with leaked credentials of which nobody knows which secrets they are, so that whoever asks how its
 * incident stands hears of them. What is known of it is open until the consumer has settled it: the incident is not finished before.
 * The same alert makes records of the same keys. `now` is in milliseconds since the epoch.
 */
export function unresolvedRecords(
  source: string,
  alert: Alert,
  { incidentId, known, unresolved }: Incident,
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
  const end = `${incidentId}#${dryRun ? 'dry-run' : 'unresolved'}`;
  const reported = (part: string, secrets: readonly number[], names: readonly string[]): AuditRecord => ({
    ...of,
    recordId: `reported#${end}#${part}`,
    kind: 'reported',
    secrets: [...secrets],
    names: [...names],
  });
  // An alert may name so many that one record of them all would be more than the table takes.
  const unknown = chunks(unresolved).flatMap((some, index) => {
    const named = some.map(({ fingerprint, why }) => ({ name: `fingerprint:${fingerprint}`, why }));
    return [
      reported(
        `unknown-${index}`,
        [],
        named.map(({ name }) => name),
      ),
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
  });
  return [
    ...known.map(({ secrets, references }, index) => reported(`known-${index}`, secrets, references.map(nameKey))),
    ...unknown,
  ];
}
