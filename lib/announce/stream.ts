import type { DynamoDBStreamEvent } from 'aws-lambda';
import type { Item } from '../audit/item.ts';
import { fromItem } from '../audit/read-item.ts';
import { type Announcer, type SecretSettled, secretSettled } from './cloud-event.ts';

/** What is to be announced of new records of the audit trail: each end of a secret or name. A dry run is none. */
export const announcements = ({ Records }: DynamoDBStreamEvent, announcer: Announcer): readonly SecretSettled[] =>
  Records.flatMap(({ eventName, dynamodb }) => {
    if (eventName !== 'INSERT' || dynamodb?.NewImage === undefined) return [];
    // The same in all that we write; the types differ in what bytes are.
    const record = fromItem(dynamodb.NewImage as unknown as Item);
    if (record === undefined || (record.kind !== 'secret' && record.kind !== 'name') || record.dryRun) return [];
    return [secretSettled(record, announcer)];
  });
