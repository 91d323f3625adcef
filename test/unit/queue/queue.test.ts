import { setImmediate } from 'node:timers/promises';
import { ChangeMessageVisibilityCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { Outgoing } from '../../../lib/message/outgoing.ts';
import { openLanes, SIDE_BY_SIDE } from '../../../lib/queue/lanes.ts';
import 'aws-sdk-client-mock-vitest/extend';
import { beforeEach, describe, expect, test } from 'vitest';
import { startPace } from '../../../lib/queue/pace.ts';
import { hide, sendAll } from '../../../lib/queue/queue.ts';
import { client, letters, QUEUE_URL, sqs, takeAll } from '../../support/mocked-sqs.ts';

const { signal } = new AbortController();
const learned: number[] = [];
const times: number[] = [];
const sending = {
  lanes: openLanes(),
  client,
  pace: { ...startPace(), learn: (ms: number) => void learned.push(ms) },
  now: () => times.shift() ?? 0,
};

beforeEach(() => {
  sqs.reset();
  learned.length = 0;
  times.length = 0;
});

describe('sending', () => {
  test('a message goes with its attributes and its delay', async () => {
    sqs.on(SendMessageBatchCommand).callsFake(takeAll);
    const message: Outgoing = {
      write: () => '{"a":1}',
      attributes: [
        { name: 'ErrorCode', type: 'String', value: '1005' },
        { name: 'Attempts', type: 'Number', value: '3' },
      ],
      delaySeconds: 30,
    };
    expect(await sendAll(sending, QUEUE_URL, [message], signal)).toEqual({ kind: 'sent' });
    expect(sqs).toHaveReceivedCommandExactlyOnceWith(SendMessageBatchCommand, {
      QueueUrl: QUEUE_URL,
      Entries: [
        {
          Id: '0',
          MessageBody: '{"a":1}',
          MessageAttributes: {
            ErrorCode: { DataType: 'String', StringValue: '1005' },
            Attempts: { DataType: 'Number', StringValue: '3' },
          },
          DelaySeconds: 30,
        },
      ],
    });
  });

  test('nothing needs no call', async () => {
    expect(await sendAll(sending, QUEUE_URL, [], signal)).toEqual({ kind: 'sent' });
    expect(sqs.calls()).toEqual([]);
  });

  test('many go in tens, in their order', async () => {
    sqs.on(SendMessageBatchCommand).callsFake(takeAll);
    expect(await sendAll(sending, QUEUE_URL, letters(23), signal)).toEqual({ kind: 'sent' });
    const sent = sqs.commandCalls(SendMessageBatchCommand).map(({ args: [{ input }] }) => input.Entries ?? []);
    expect(sent.map(({ length }) => length)).toEqual([10, 10, 3]);
    expect(sent.flat().map(({ MessageBody }) => MessageBody)).toEqual(letters(23).map(({ write }) => write()));
  });

  test('a few batches of a message are on their way at once, not all of them', async () => {
    let under = 0;
    let most = 0;
    sqs.on(SendMessageBatchCommand).callsFake(async (input) => {
      under += 1;
      most = Math.max(most, under);
      await setImmediate();
      under -= 1;
      return takeAll(input);
    });
    expect(await sendAll(sending, QUEUE_URL, letters(200), signal)).toEqual({ kind: 'sent' });
    expect([most, sqs.calls().length]).toEqual([SIDE_BY_SIDE, 20]);
  });

  test('every call takes the signal', async () => {
    sqs.on(SendMessageBatchCommand).callsFake(takeAll);
    await sendAll(sending, QUEUE_URL, letters(1), signal);
    const [, options]: readonly unknown[] = sqs.call(0).args;
    expect(options).toEqual({ abortSignal: signal });
  });
});

describe('hiding', () => {
  test('a message is hidden for so many seconds', async () => {
    sqs.on(ChangeMessageVisibilityCommand).resolves({});
    expect(await hide(sending, QUEUE_URL, { receiptHandle: 'r', seconds: 0 }, signal)).toEqual({ kind: 'sent' });
    expect(sqs).toHaveReceivedCommandExactlyOnceWith(ChangeMessageVisibilityCommand, {
      QueueUrl: QUEUE_URL,
      ReceiptHandle: 'r',
      VisibilityTimeout: 0,
    });
  });

  test('that it could not be hidden is a failure', async () => {
    sqs.on(ChangeMessageVisibilityCommand).rejects(Object.assign(new Error(), { name: 'MessageNotInflight' }));
    expect(await hide(sending, QUEUE_URL, { receiptHandle: 'r', seconds: 30 }, signal)).toEqual({
      kind: 'failed',
      reason: 'MessageNotInflight',
    });
  });
});

test('how long every call takes is learned, of those that fail, too', async () => {
  times.push(0, 30, 100, 170);
  sqs.on(SendMessageBatchCommand).callsFake(takeAll);
  sqs.on(ChangeMessageVisibilityCommand).rejects('no');
  await sendAll(sending, QUEUE_URL, letters(1), signal);
  await hide(sending, QUEUE_URL, { receiptHandle: 'r', seconds: 0 }, signal);
  expect(learned).toEqual([30, 70]);
});
