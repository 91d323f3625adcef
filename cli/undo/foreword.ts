import type { AuditRecord } from '../../lib/audit/record.ts';
import { isOpen, standingOf } from '../../lib/audit/standing.ts';
import { perhapsDisabled } from '../../lib/audit/undoable.ts';
import type { SecretId } from '../../lib/message/identifier.ts';
import { inOneLine } from '../audit/told.ts';
import { counted, some } from '../wording.ts';

/** What whoever is asked must know before: what is enabled, and what the trail cannot tell. A line each. */
export function foreword(
  incidentId: string,
  meant: readonly SecretId[],
  records: readonly AuditRecord[],
): readonly string[] {
  const { open } = standingOf(records);
  return [
    `To be ENABLED again: ${counted(meant.length, 'secret')} (${some(meant)}), which ${incidentId} had disabled.`,
    'Whether another incident wants them disabled, too, is not looked up.',
    ...leftOut(records),
    ...(isOpen({ open })
      ? [`${incidentId} is not finished, and goes on disabling: ${inOneLine(open)}. Do this again when it is.`]
      : []),
  ];
}

/** What is left alone though the incident may have disabled it, in a line; none where there is nothing such. */
export function leftOut(records: readonly AuditRecord[]): readonly string[] {
  const perhaps = perhapsDisabled(records);
  if (perhaps.length === 0) return [];
  return [
    `Left alone: ${some(perhaps)}, already-disabled after an earlier try that may have been what disabled them. If so, enable them in the vault.`,
  ];
}
