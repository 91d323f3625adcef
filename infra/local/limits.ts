import type { Environment } from './environment.ts';
import type { Queues } from './queues.ts';
import { startTables, type Tables } from './tables.ts';

/** The table in which the limit is counted, on this machine, and the variables by which the function knows of it. */
export type Limits = Readonly<{ tables: Tables; settings: Environment; stop: () => Promise<void> }>;

const TABLE = 'limits';

/** Starts the table. @param maxSecretsPerHour how many secrets one source may have disabled within an hour */
export async function startLimits(
  { approvalUrl }: Pick<Queues, 'approvalUrl'>,
  maxSecretsPerHour: number,
): Promise<Limits> {
  const tables = await startTables([{ name: TABLE, partitionKey: 'Tally' }]);
  const settings = {
    AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
    APPROVAL_QUEUE_URL: approvalUrl,
    LIMITS_TABLE: TABLE,
    MAX_SECRETS_PER_HOUR: String(maxSecretsPerHour),
  };
  return { tables, settings, stop: tables.stop };
}
