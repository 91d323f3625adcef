import type { Limit } from '../lib/limit/admit.ts';
import { tallyTable } from '../lib/limit/table.ts';
import { dynamoDbClient } from './dynamodb.ts';

/** Opens the table in which the limit is counted. @returns the limit, for one invocation: it ends with the signal */
export function openLimit(
  { table, maxSecretsPerHour }: Readonly<{ table: string; maxSecretsPerHour: number }>,
  warn: (message: string) => void,
): (signal: AbortSignal) => Limit {
  const client = dynamoDbClient(warn);
  return (signal) => ({ maxSecretsPerHour, add: tallyTable(client, table, signal) });
}
