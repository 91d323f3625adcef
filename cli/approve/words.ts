import { counted, described, plain } from '../wording.ts';
import type { Waiting } from './waiting.ts';

/** What waits, for people. */
export function inWords(waiting: readonly Waiting[]): string {
  if (waiting.length === 0) return 'Nothing waits for approval.\n';
  return `${counted(waiting.length, 'message')} ${waiting.length === 1 ? 'waits' : 'wait'} for approval:\n\n${waiting.map(lines).join('\n')}`;
}

/** What will be disabled. */
export const announcement = (meant: readonly Waiting[]): string =>
  `To be disabled, by ${counted(meant.length, 'message')}:\n\n${meant.map(lines).join('\n')}`;

const lines = ({ incidentId, reportedBy, secrets, named, reason, heldAt, messageId }: Waiting): string =>
  [
    `${plain(incidentId ?? 'no incident')}, reported by ${plain(reportedBy ?? 'nobody')}: ${counted(secrets, 'secret')}`,
    `  ${plain(described(named))}`,
    `  ${plain(reason ?? 'no reason')}`,
    `  since ${plain(heldAt ?? 'nobody knows when')}, message id ${messageId}`,
    '',
  ].join('\n');

/** The result as one document for programs. */
export const inJson = (result: Readonly<Record<string, readonly Waiting[]>>): string =>
  `${JSON.stringify(
    Object.fromEntries(Object.entries(result).map(([name, messages]) => [name, messages.map(document)])),
    null,
    2,
  )}\n`;

const document = ({ messageId, sourceMessageId, incidentId, reportedBy, secrets, named, reason, heldAt }: Waiting) => ({
  messageId,
  sourceMessageId: sourceMessageId ?? null,
  incidentId: incidentId ?? null,
  reportedBy: reportedBy ?? null,
  secrets,
  named,
  reason: reason ?? null,
  heldAt: heldAt ?? null,
});
