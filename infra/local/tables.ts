import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { ACCESS_KEY, REGION } from './account.ts';

/** A stand-in for DynamoDB, in memory, on a free port of 127.0.0.1. */
export type Tables = Readonly<{
  endpoint: string;
  client: DynamoDBClient;
  create: (table: Table) => Promise<void>;
  stop: () => Promise<void>;
}>;

/** What a table is called, and the names of its partition key and its sort key; all keys are texts. */
export type Table = Readonly<{ name: string; partitionKey: string; sortKey?: string }>;

/** Starts DynamoDB in this process, with these tables. */
export async function startTables(tables: readonly Table[]): Promise<Tables> {
  const server = dynalite({ createTableMs: 0 }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new DynamoDBClient({
    endpoint,
    region: REGION,
    credentials: ACCESS_KEY,
    // Else the settings of whoever runs this could send the requests elsewhere.
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
  });
  async function create({ name, partitionKey, sortKey }: Table): Promise<void> {
    const keys = [partitionKey, ...(sortKey === undefined ? [] : [sortKey])];
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        KeySchema: keys.map((AttributeName, index) => ({ AttributeName, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
      }),
    );
  }
  for (const table of tables) await create(table);
  return {
    endpoint,
    client,
    create,
    stop: async () => {
      client.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
