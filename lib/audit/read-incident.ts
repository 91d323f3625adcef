import { type DynamoDBClient, QueryCommand, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { partitionOf } from './keys.ts';
import { fromItem } from './read-item.ts';
import type { AuditRecord } from './record.ts';

/** What is written down of an incident. `unreadable`: how many items are no records that this version knows. */
export type IncidentRecords = Readonly<{ records: readonly AuditRecord[]; unreadable: number }>;

/** Reads everything that is written down of an incident by now, a query at a time. @throws DynamoDB's error */
export async function readIncident(
  client: DynamoDBClient,
  table: string,
  incidentId: string,
): Promise<IncidentRecords> {
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
  return { records, unreadable };
}
