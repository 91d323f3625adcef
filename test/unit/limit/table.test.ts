import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  ResourceNotFoundException,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { tallyTable } from '../../../lib/limit/table.ts';
import { secrets } from '../../support/messages.ts';

const client = new DynamoDBClient({ region: 'eu-central-1' });
const dynamoDb = mockClient(client);
beforeEach(() => void dynamoDb.reset());

const TALLY = { key: '2026-11-25T16#x', expiresAt: 1_800_000_000 };
const add = tallyTable(client, 'limits', new AbortController().signal);
const refusal = new ConditionalCheckFailedException({ message: 'no', $metadata: {} });

test('adds all of them under the condition that they fit, in one call', async () => {
  dynamoDb.on(UpdateItemCommand).resolves({});
  expect(await add(TALLY, secrets(2), 98)).toEqual({ kind: 'added' });
  expect(dynamoDb.calls().map(({ args: [command] }) => command.input)).toEqual([
    {
      TableName: 'limits',
      Key: { Tally: { S: TALLY.key } },
      UpdateExpression: 'ADD Secrets :secrets SET ExpiresAt = :expiresAt',
      ConditionExpression: 'attribute_not_exists(Secrets) OR size(Secrets) <= :mostBefore',
      ExpressionAttributeValues: {
        ':secrets': { NS: ['1', '2'] },
        ':mostBefore': { N: '98' },
        ':expiresAt': { N: '1800000000' },
      },
    },
  ]);
});

test('says what there is where they do not fit', async () => {
  dynamoDb
    .on(UpdateItemCommand)
    .rejectsOnce(refusal)
    .resolves({ Attributes: { Secrets: { NS: ['7', '9007199254740991'] } } });
  expect(await add(TALLY, secrets(2), 0)).toEqual({ kind: 'refused', held: new Set([7, 9_007_199_254_740_991]) });
  expect(dynamoDb.calls()).toHaveLength(2);
});

test('an item that is gone by then holds nothing', async () => {
  dynamoDb.on(UpdateItemCommand).rejectsOnce(refusal).resolves({});
  expect(await add(TALLY, secrets(2), 0)).toEqual({ kind: 'refused', held: new Set() });
});

test('every other error is the caller’s to judge', async () => {
  dynamoDb.on(UpdateItemCommand).rejects(new ResourceNotFoundException({ message: 'no table', $metadata: {} }));
  await expect(add(TALLY, secrets(2), 0)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
