import { DynamoDBClient, type DynamoDBClientConfig, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type Item, PARTITION_KEY } from './item.ts';
import type { PutOnce } from './write.ts';

/**
 * The table of the audit trail. This file is loaded late, and knows nothing but what the table needs: whatever else it knew
 * would be put into the bundle whole, for everybody.
 */
export function openTable(table: string, options: DynamoDBClientConfig): PutOnce {
  const client = new DynamoDBClient(options);
  return async (item: Item, signal) => {
    const ConditionExpression = `attribute_not_exists(${PARTITION_KEY})`;
    const command = new PutItemCommand({ TableName: table, Item: item, ConditionExpression });
    await client.send(command, { abortSignal: signal });
  };
}
