import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { SERVED_TABLES } from '../../infra/local/served-tables.ts';
import type { Tables } from '../../infra/local/tables.ts';
import { toItem } from '../../lib/audit/item.ts';
import { disabled } from '../support/audit-records.ts';

/** The most that DynamoDB takes in one call. */
const TOGETHER = 25;

/** What the first of the incidents is called. */
export const FIRST_INCIDENT = 'INC-0';

/** Fills the audit trail with incidents that have so many secrets each, all of them disabled. */
export async function fill({ client }: Tables, incidents: number, secretsEach: number): Promise<void> {
  const all = incidents * secretsEach;
  let begun = 0;
  const lane = async () => {
    while (begun < all) {
      const numbers = Array.from({ length: Math.min(TOGETHER, all - begun) }, (_, index) => begun + index);
      begun += numbers.length;
      const puts = numbers.map((number) => ({ PutRequest: { Item: itemOf(number, secretsEach) } }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [SERVED_TABLES.AUDIT_TABLE.name]: puts } }));
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
}

const itemOf = (number: number, secretsEach: number) =>
  toItem({
    ...disabled(number + 1),
    incidentId: `INC-${Math.floor(number / secretsEach)}`,
    recordId: `secret#${number + 1}#message-1#done`,
  });
