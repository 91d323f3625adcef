import { type DynamoDBClient, QueryCommand, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { partitionOf } from './keys.ts';
import { fromItem } from './read-item.ts';
import type { AuditRecord } from './record.ts';

/** What is written down of an incident. `unreadable`: how much of it are no records that this version knows. */
export type IncidentRecords = Readonly<{ records: readonly AuditRecord[]; unreadable: number }>;

/**
 * Reads everything that is written down of an incident by now, a query at a time. What is written down twice, because a message was
 * delivered again, is what it was the first time.
 * @throws DynamoDB's error
 */
export async function readIncident(
  client: DynamoDBClient,
  table: string,
  incidentId: string,
): Promise<IncidentRecords> {
  const records = new Map<string, AuditRecord>();
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
    for (const record of Items.flatMap(fromItem)) {
      if (record === undefined) {
        unreadable += 1;
        continue;
      }
      const before = records.get(record.recordId);
      if (before === undefined || record.at < before.at) records.set(record.recordId, record);
    }
    after = LastEvaluatedKey;
  } while (after !== undefined);
  return { records: [...records.values()], unreadable };
}
