import type { Limit } from '../lib/limit/admit.ts';

/** Opens the table in which the limit is counted. @returns the limit, for one invocation: it ends with the signal */
export async function openLimit(
  { table, maxSecretsPerHour }: Readonly<{ table: string; maxSecretsPerHour: number }>,
  warn: (message: string) => void,
): Promise<(signal: AbortSignal) => Limit> {
  // Late, because it brings another client of AWS along, which only those load that have a table.
  const { dynamoDbClient, tallyTable } = await import('./tables.ts');
  const client = dynamoDbClient(warn);
  return (signal) => ({ maxSecretsPerHour, add: tallyTable(client, table, signal) });
}
