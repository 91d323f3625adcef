import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Add } from './tally.ts';

/** The most that adding may take, in milliseconds: it must leave the work its time. */
const MOST_MS = 2000;

/**
 * Keeps tallies in a table with the partition key `Tally`. One conditional update adds; where that is refused, one more without
 * a condition says what there is. Needs `dynamodb:UpdateItem` and nothing else. Ends with the signal, or after two seconds.
 */
export function tallyTable(client: Pick<DynamoDBClient, 'send'>, TableName: string, signal: AbortSignal): Add {
  return async ({ key, expiresAt }, secrets, mostBefore) => {
    const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(MOST_MS)]);
    const item = { TableName, Key: { Tally: { S: key } } };
    const expires = { ':expiresAt': { N: String(expiresAt) } };
    const adding = new UpdateItemCommand({
      ...item,
      UpdateExpression: 'ADD Secrets :secrets SET ExpiresAt = :expiresAt',
      ConditionExpression: 'attribute_not_exists(Secrets) OR size(Secrets) <= :mostBefore',
      ExpressionAttributeValues: {
        ...expires,
        ':secrets': { NS: secrets.map(String) },
        ':mostBefore': { N: String(mostBefore) },
      },
    });
    try {
      await client.send(adding, { abortSignal });
      return { kind: 'added' };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
    const looking = new UpdateItemCommand({
      ...item,
      UpdateExpression: 'SET ExpiresAt = :expiresAt',
      ExpressionAttributeValues: expires,
      ReturnValues: 'ALL_NEW',
    });
    const { Attributes } = await client.send(looking, { abortSignal });
    return { kind: 'refused', held: new Set((Attributes?.['Secrets']?.NS ?? []).map(Number)) };
  };
}
