import type { DynamoDBStreamEvent } from 'aws-lambda';
import type { Item } from '../audit/item.ts';
import type { IncidentRecords } from '../audit/read-incident.ts';
import { fromItem } from '../audit/read-item.ts';
import type { AuditRecord } from '../audit/record.ts';
import { isOpen, standingOf } from '../audit/standing.ts';
import {
  type Announcer,
  type IncidentFinished,
  incidentFinished,
  type SecretSettled,
  secretSettled,
} from './cloud-event.ts';

/** The new records that a stream of the audit trail's table tells of, but for those of dry runs. */
export const newRecords = ({ Records }: DynamoDBStreamEvent): readonly AuditRecord[] =>
  Records.flatMap(({ eventName, dynamodb }) => {
    if (eventName !== 'INSERT' || dynamodb?.NewImage === undefined) return [];
    // The same in all that we write; the types differ in what bytes are.
    const records = fromItem(dynamodb.NewImage as unknown as Item);
    return records.filter((record) => record !== undefined).filter(isNoRehearsal);
  });

const isNoRehearsal = (record: AuditRecord): boolean => !('dryRun' in record && record.dryRun);

/** Announces each end of a secret or name. */
export const settled = (records: readonly AuditRecord[], announcer: Announcer): readonly SecretSettled[] =>
  records.flatMap((record) =>
    record.kind === 'secret' || record.kind === 'name' ? [secretSettled(record, announcer)] : [],
  );

/**
 * Announces that an incident is finished, where nothing of it is open any more, going by everything that is written down of it. More
 * may be reported of it later, and then it is finished again.
 */
export function finished(
  incidentId: string,
  { records, unreadable }: IncidentRecords,
  announcer: Announcer,
): readonly IncidentFinished[] {
  const standing = standingOf(records.filter(isNoRehearsal));
  const outcomes = [...standing.done, ...standing.failed];
  // What cannot be read may be what is open.
  if (outcomes.length === 0 || unreadable > 0 || isOpen(standing)) return [];
  const at =
    outcomes
      .map((outcome) => outcome.at)
      .toSorted()
      .at(-1) ?? '';
  const counts = {
    incidentId,
    secrets: outcomes.length,
    disabled: standing.done.length,
    leftToAPerson: standing.failed.length,
  };
  return [incidentFinished(counts, at, announcer)];
}
