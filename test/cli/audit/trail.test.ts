import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { openTrail } from '../../../cli/audit/trail.ts';
import { toItem } from '../../../lib/audit/item.ts';
import { disabled, reported } from '../../support/audit-records.ts';

const dynamo = mockClient(DynamoDBClient);
beforeEach(() => void dynamo.reset());

const trail = () => openTrail({ table: 'audit', profile: undefined, region: 'eu-central-1' });

test('one incident is asked for, page after page, with what has just been written', async () => {
  const [first, second] = [reported([5]), disabled(5)];
  const LastEvaluatedKey = { IncidentId: { S: 'INC-1' }, RecordId: { S: 'r' } };
  dynamo
    .on(QueryCommand)
    .resolvesOnce({ Items: [toItem(first)], LastEvaluatedKey })
    .resolvesOnce({ Items: [toItem(second), { Kind: { S: 'of tomorrow' } }] });
  const read = await trail().read('INC-1');
  expect(read).toEqual({
    kind: 'read',
    records: [first, second].map((one) => JSON.parse(JSON.stringify(one))),
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

test('what goes wrong is called by its name, and without its words', async () => {
  dynamo.on(QueryCommand).rejects(Object.assign(new Error('sensitive'), { name: 'AccessDeniedException' }));
  expect(await trail().read('INC-1')).toEqual({ kind: 'failed', reason: 'AccessDeniedException' });
});
