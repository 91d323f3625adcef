import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { moverOf } from '../../../cli/dead-letters/mover.ts';

const sqs = mockClient(SQSClient);
const mover = () => moverOf(new SQSClient({}), 'https://sqs/letters', 'https://sqs/source');

beforeEach(() => {
  sqs.reset();
  sqs.on(GetQueueAttributesCommand).callsFake(({ QueueUrl }) => ({ Attributes: { QueueArn: `arn of ${QueueUrl}` } }));
});

test('SQS is asked to move from the one queue to the other, at that rate', async () => {
  sqs.on(StartMessageMoveTaskCommand).resolves({});
  expect(await mover().start(50)).toEqual({ kind: 'sent' });
  expect(sqs.commandCalls(StartMessageMoveTaskCommand).map(({ args: [{ input }] }) => input)).toEqual([
    {
      SourceArn: 'arn of https://sqs/letters',
      DestinationArn: 'arn of https://sqs/source',
      MaxNumberOfMessagesPerSecond: 50,
    },
  ]);
});

test.each([
  [
    { Status: 'RUNNING', ApproximateNumberOfMessagesMoved: 3 },
    { kind: 'running', letters: 3 },
  ],
  [{ Status: 'CANCELLING' }, { kind: 'running', letters: 0 }],
  [
    { Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 9 },
    { kind: 'done', letters: 9 },
  ],
  [
    { Status: 'CANCELLED', ApproximateNumberOfMessagesMoved: 2 },
    { kind: 'ended', letters: 2, reason: 'CANCELLED' },
  ],
  [
    { Status: 'FAILED', FailureReason: 'AccessDenied' },
    { kind: 'ended', letters: 0, reason: 'AccessDenied' },
  ],
])('%j is told as %j', async (task, move) => {
  sqs.on(ListMessageMoveTasksCommand).resolves({ Results: [task] });
  expect(await mover().look()).toEqual(move);
});

test('what SQS refuses is a value with the name of its error', async () => {
  sqs.on(StartMessageMoveTaskCommand).rejects(Object.assign(new Error('x'), { name: 'UnsupportedOperation' }));
  sqs.on(ListMessageMoveTasksCommand).rejects(Object.assign(new Error('x'), { name: 'AccessDenied' }));
  expect(await mover().start(1)).toEqual({ kind: 'failed', reason: 'UnsupportedOperation' });
  expect(await mover().look()).toEqual({ kind: 'failed', reason: 'AccessDenied' });
  sqs.on(ListMessageMoveTasksCommand).resolves({});
  expect(await mover().look()).toMatchObject({ kind: 'ended', reason: 'SQS knows of no task' });
});
