import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import type { Item } from '../../../lib/audit/item.ts';
import { fromItem } from '../../../lib/audit/read-item.ts';
import { records } from '../../../lib/audit/records.ts';
import { openTable } from '../../../lib/audit/table.ts';
import { SIDE_BY_SIDE, writeAll } from '../../../lib/audit/write.ts';
import { openLanes } from '../../../lib/queue/lanes.ts';
import { startPace } from '../../../lib/queue/pace.ts';
import { body, delivery, fates, NOW, secrets } from '../../support/messages.ts';

const dynamo = mockClient(DynamoDBClient);
beforeEach(() => void dynamo.reset());

const LIMITS = { maxReceiveCount: 50, giveUpAfterSeconds: 21_600, now: NOW };

const trail = (count: number) =>
  records(
    delivery(body(secrets(count), { incidentId: 'INC-1', reason: 'found' })),
    { fates: fates(...Array<'not-found'>(count).fill('not-found')), found: new Map() },
    LIMITS,
  );

const opened = () => ({
  put: openTable('audit', { region: 'eu-central-1' }),
  pace: startPace(),
  lanes: openLanes(SIDE_BY_SIDE),
  now: () => 0,
});

const write = (count: number, signal = new AbortController().signal) => writeAll(opened(), trail(count), signal);

const failure = (name: string, message = 'sensitive') => Object.assign(new Error(message), { name });

test('each item is put into the table, under the condition that nothing is in its place', async () => {
  dynamo.on(PutItemCommand).resolves({});
  expect(await write(500)).toEqual({ kind: 'sent' });
  const inputs = dynamo.commandCalls(PutItemCommand).map(({ args }) => args[0].input);
  expect(inputs.length).toBeGreaterThan(1);
  for (const { TableName, ConditionExpression } of inputs) {
    expect([TableName, ConditionExpression]).toEqual(['audit', 'attribute_not_exists(IncidentId)']);
  }
});

test('what is read again is what was written', async () => {
  dynamo.on(PutItemCommand).resolves({});
  await write(500);
  const items = dynamo.commandCalls(PutItemCommand).map(({ args }) => args[0].input.Item ?? {});
  expect(items.flatMap(fromItem)).toEqual(trail(500).map((record) => JSON.parse(JSON.stringify(record))));
});

test('a record that is there already counts as written', async () => {
  dynamo.on(PutItemCommand).rejects(failure('ConditionalCheckFailedException'));
  expect(await write(2)).toEqual({ kind: 'sent' });
});

test('after one that failed no more are begun, and the reason is a name alone', async () => {
  dynamo.on(PutItemCommand).rejects(failure('ThrottlingException'));
  expect(await write(500)).toEqual({ kind: 'failed', reason: 'ThrottlingException' });
  expect(dynamo.calls()).toHaveLength(1);
});

test('it goes on no longer than it may', async () => {
  const signal = AbortSignal.abort();
  dynamo.on(PutItemCommand).callsFake(() => {
    throw failure('AbortError');
  });
  const reason = 'DynamoDB did not answer in the time that was left';
  expect(await write(2, signal)).toEqual({ kind: 'failed', reason });
  for (const { args } of dynamo.calls()) expect((args as unknown[])[1]).toEqual({ abortSignal: signal });
});

test('never more than so many are on their way at once, however many messages there are', async () => {
  let inFlight = 0;
  let most = 0;
  dynamo.on(PutItemCommand).callsFake(async () => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    await Promise.resolve();
    inFlight -= 1;
    return {};
  });
  const writing = opened();
  const { signal } = new AbortController();
  await Promise.all(Array.from({ length: 60 }, () => writeAll(writing, trail(500), signal)));
  expect(dynamo.calls().length).toBeGreaterThan(60);
  expect(most).toBe(SIDE_BY_SIDE);
});

test('what was reported is written down before what became of it: without, the rest would look like the whole', async () => {
  const order: string[] = [];
  dynamo.on(PutItemCommand).callsFake(async ({ Item }: { Item: Item }) => {
    const kinds = fromItem(Item).map((record) => record?.kind);
    order.push(`${kinds[0]} begins`);
    await Promise.resolve();
    order.push(`${kinds[0]} ends`);
    if (kinds.includes('reported')) throw failure('ThrottlingException');
  });
  expect(await write(500)).toEqual({ kind: 'failed', reason: 'ThrottlingException' });
  expect(order).toEqual(['reported begins', 'reported ends']);
});
