import { DynamoDBClient, QueryCommand, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { partitionOf } from '../../lib/audit/keys.ts';
import { fromItem } from '../../lib/audit/read-item.ts';
import type { AuditRecord } from '../../lib/audit/record.ts';
import { nameOf } from '../../lib/queue/queue.ts';
import { clientOptions, hasRegion, type Identity, NO_REGION } from '../aws.ts';

/** Which table, and as whom it is read. */
export type Where = Identity & Readonly<{ table: string }>;

/** `unreadable`: how many items are no records that this version knows. A `failed` has a reason that {@link adviceFor} knows. */
export type Read =
  | { readonly kind: 'read'; readonly records: readonly AuditRecord[]; readonly unreadable: number }
  | { readonly kind: 'failed'; readonly reason: string };

/** The audit trail, open for reading. */
export type Trail = Readonly<{
  /** Everything that is written down of an incident by now. */
  read: (incidentId: string) => Promise<Read>;
  close: () => void;
}>;

export function openTrail({ table, ...identity }: Where): Trail {
  const client = new DynamoDBClient(clientOptions(identity));
  return {
    read: async (incidentId) => {
      if (!(await hasRegion(client))) return { kind: 'failed', reason: NO_REGION };
      try {
        return await readAll(client, table, incidentId);
      } catch (error) {
        return { kind: 'failed', reason: nameOf(error, 'DynamoDB') };
      }
    },
    close: () => client.destroy(),
  };
}

async function readAll(client: DynamoDBClient, table: string, incidentId: string): Promise<Read> {
  const records: AuditRecord[] = [];
  let unreadable = 0;
  let after: QueryCommandOutput['LastEvaluatedKey'];
  do {
    const command: QueryCommand = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'IncidentId = :incident',
      ExpressionAttributeValues: { ':incident': { S: partitionOf(incidentId) } },
      // What has just been written counts, too.
      ConsistentRead: true,
      ...(after && { ExclusiveStartKey: after }),
    });
    const { Items = [], LastEvaluatedKey } = await client.send(command);
    for (const item of Items) {
      const record = fromItem(item);
      if (record === undefined) unreadable += 1;
      else records.push(record);
    }
    after = LastEvaluatedKey;
  } while (after !== undefined);
  return { kind: 'read', records, unreadable };
}
