import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openTrail } from '../../../cli/audit/trail.ts';
import { toItem } from '../../../lib/audit/item.ts';
import { disabled, reported, second } from '../../support/audit-records.ts';

const dynamo = mockClient(DynamoDBClient);
beforeEach(() => void dynamo.reset());
afterEach(() => void vi.unstubAllEnvs());

const trail = () => openTrail({ table: 'audit', profile: undefined, region: 'eu-central-1' });

test('one incident is asked for, page after page, with what has just been written', async () => {
  const [one, other] = [reported([5]), disabled(5, { recordId: 's' })];
  const LastEvaluatedKey = { IncidentId: { S: 'INC-1' }, RecordId: { S: 'r' } };
  dynamo
    .on(QueryCommand)
    .resolvesOnce({ Items: [toItem(one)], LastEvaluatedKey })
    .resolvesOnce({ Items: [toItem(other), { Kind: { S: 'of tomorrow' } }] });
  const read = await trail().read('INC-1');
  expect(read).toEqual({
    kind: 'read',
    records: [one, other].map((record) => JSON.parse(JSON.stringify(record))),
    unreadable: 1,
  });
  expect(dynamo.calls().map(({ args }) => args[0].input)).toMatchObject([
    {
      TableName: 'audit',
      KeyConditionExpression: 'IncidentId = :incident',
      ExpressionAttributeValues: { ':incident': { S: 'INC-1' } },
      ConsistentRead: true,
    },
    { ExclusiveStartKey: LastEvaluatedKey },
  ]);
});

test('what was recorded again, because a message was delivered again, is what it was the first time', async () => {
  const of = { recordId: 'secret#5#message-1#done' };
  const [early, late] = [disabled(5, { ...of, at: second(5) }), disabled(5, { ...of, at: second(9), attempts: 3 })];
  for (const order of [
    [early, late],
    [late, early],
  ]) {
    dynamo.on(QueryCommand).resolves({ Items: order.map(toItem) });
    expect(await trail().read('INC-1')).toMatchObject({ records: [{ at: second(5), attempts: 1 }] });
  }
});

test('what goes wrong is called by its name, and without its words', async () => {
  dynamo.on(QueryCommand).rejects(Object.assign(new Error('sensitive'), { name: 'AccessDeniedException' }));
  expect(await trail().read('INC-1')).toEqual({ kind: 'failed', reason: 'AccessDeniedException' });
});

const DISCARDED = {
  incidentId: 'INC-1',
  recordId: 'discarded#a',
  kind: 'discarded',
  messageId: 'a',
  errorCode: '1005',
  at: second(1),
  by: 'ann',
  reason: 'gone',
} as const;

test('what is written down already counts as written: the answer to the first try may have been lost', async () => {
  const name = 'ConditionalCheckFailedException';
  dynamo.on(PutItemCommand).rejects(Object.assign(new Error('the condition failed'), { name }));
  expect(await trail().write(DISCARDED)).toEqual({ kind: 'sent' });
});

test('without a region nothing is read or written, and that is said', async () => {
  vi.stubEnv('AWS_REGION', '');
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent');
  const nowhere = openTrail({ table: 'audit', profile: undefined, region: undefined });
  expect(await nowhere.write(DISCARDED)).toEqual({ kind: 'failed', reason: 'NoRegion' });
  expect(await nowhere.read('INC-1')).toEqual({ kind: 'failed', reason: 'NoRegion' });
  expect(dynamo.calls()).toEqual([]);
});

test('what could not be written down is called by its name', async () => {
  dynamo.on(PutItemCommand).rejects(Object.assign(new Error('sensitive'), { name: 'AccessDeniedException' }));
  expect(await trail().write(DISCARDED)).toEqual({ kind: 'failed', reason: 'AccessDeniedException' });
});
