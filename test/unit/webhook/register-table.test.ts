import { BatchGetItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startTables } from '../../../infra/local/tables.ts';
import { registerOf, together } from '../../../lib/alert/register.ts';
import { registerTable } from '../../../lib/webhook/register-table.ts';

const { signal } = new AbortController();

/** A table of the operator's. */
async function tableWith(rows: readonly (readonly [fingerprint: string, identifier: { N: string } | { S: string }])[]) {
  const tables = await startTables([{ name: 'fingerprints', partitionKey: 'fingerprint' }]);
  onTestFinished(tables.stop);
  for (const [fingerprint, identifier] of rows) {
    await tables.client.send(
      new PutItemCommand({ TableName: 'fingerprints', Item: { fingerprint: { S: fingerprint }, identifier } }),
    );
  }
  return registerTable(tables.client, 'fingerprints');
}

const entries = (looked: Awaited<ReturnType<ReturnType<typeof registerTable>>>) =>
  looked.kind === 'register' ? [...looked.register].map(([fingerprint, ids]) => [fingerprint, [...ids]]) : looked;

test('a fingerprint leads to the identifier beside it, number or text; what is none leads nowhere', async () => {
  const look = await tableWith([
    ['a', { N: '5' }],
    ['b', { S: '7' }],
    ['c', { S: '../5' }],
  ]);
  const looked = await look(['a', 'b', 'b', 'c', 'd', '', 'x'.repeat(3000)], signal);
  expect(entries(looked)).toEqual(
    expect.arrayContaining([
      ['a', [5]],
      ['b', [7]],
    ]),
  );
  expect(entries(looked)).toHaveLength(2);
});

test('more than DynamoDB takes in one call are several', async () => {
  const names = Array.from({ length: 250 }, (_, index) => `fingerprint-${index}`);
  const look = await tableWith(names.slice(0, 120).map((name) => [name, { N: '5' }] as const));
  const looked = await look(names, signal);
  expect(looked.kind === 'register' && looked.register.size).toBe(120);
});

describe('what DynamoDB had no capacity for', () => {
  const client = new DynamoDBClient({ region: 'eu-central-1' });
  const dynamoDb = mockClient(client);
  const item = { fingerprint: { S: 'a' }, identifier: { N: '5' } };
  const unprocessed = { UnprocessedKeys: { fingerprints: { Keys: [{ fingerprint: { S: 'a' } }] } } };

  test('is asked for again', async () => {
    dynamoDb
      .on(BatchGetItemCommand)
      .resolvesOnce(unprocessed)
      .resolves({ Responses: { fingerprints: [item] } });
    expect(entries(await registerTable(client, 'fingerprints')(['a'], signal))).toEqual([['a', [5]]]);
  });

  test('is not taken for unknown: nobody knows', async () => {
    dynamoDb.on(BatchGetItemCommand).resolves(unprocessed);
    expect(await registerTable(client, 'fingerprints')(['a'], signal)).toEqual({
      kind: 'unreadable',
      reason: 'The table of the register could not be read: UnprocessedKeys',
    });
  });
});

test('a table that is not there is said by the error’s name', async () => {
  const tables = await startTables([]);
  onTestFinished(tables.stop);
  expect(await registerTable(tables.client, 'fingerprints')(['a'], signal)).toEqual({
    kind: 'unreadable',
    reason: 'The table of the register could not be read: ResourceNotFoundException',
  });
});

test('two registers that contradict each other have both secrets, so that nobody is guessed at', () => {
  const one = registerOf([
    { fingerprint: 'a', identifier: 1 },
    { fingerprint: 'b', identifier: 2 },
  ]);
  const other = registerOf([
    { fingerprint: 'a', identifier: 3 },
    { fingerprint: 'b', identifier: '2' },
  ]);
  expect([...together(one, other)].map(([name, ids]) => [name, [...ids]])).toEqual([
    ['a', [1, 3]],
    ['b', [2]],
  ]);
});
