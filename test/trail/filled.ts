import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { SERVED_TABLES } from '../../infra/local/served-tables.ts';
import type { Tables } from '../../infra/local/tables.ts';
import { toItems } from '../../lib/audit/item.ts';
import { disabled } from '../support/audit-records.ts';

/** The most that DynamoDB takes in one call. */
const TOGETHER = 25;

/** As many as a message can name. */
const IN_A_MESSAGE = 500;

/** What the first of the incidents is called. */
export const FIRST_INCIDENT = 'INC-0';

/** Fills the audit trail with incidents that have so many secrets each, all of them disabled. */
export async function fill({ client }: Tables, incidents: number, secretsEach: number): Promise<void> {
  const starts = Array.from({ length: Math.ceil(secretsEach / IN_A_MESSAGE) }, (_, message) => message * IN_A_MESSAGE);
  const messages = Array.from({ length: incidents }, (_, incident) => incident).flatMap((incident) =>
    starts.map((start) => ({ incident, start, end: Math.min(start + IN_A_MESSAGE, secretsEach) })),
  );
  // One iterator for all: whichever lane is free takes the next.
  const remaining = messages.values();
  const lane = async () => {
    for (const { incident, start, end } of remaining) {
      const items = toItems(
        Array.from({ length: end - start }, (_, index) => ({
          ...disabled(start + index + 1),
          incidentId: `INC-${incident}`,
          messageId: `message-${start}`,
          recordId: `secret#${start + index + 1}#message-${start}#done`,
        })),
      );
      const puts = items.map((Item) => ({ PutRequest: { Item } }));
      for (let from = 0; from < puts.length; from += TOGETHER) {
        const RequestItems = { [SERVED_TABLES.AUDIT_TABLE.name]: puts.slice(from, from + TOGETHER) };
        await client.send(new BatchWriteItemCommand({ RequestItems }));
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
}
