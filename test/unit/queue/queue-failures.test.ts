import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { beforeEach, expect, test } from 'vitest';
import { openLanes, SIDE_BY_SIDE } from '../../../lib/queue/lanes.ts';
import { startPace } from '../../../lib/queue/pace.ts';
import { sendAll } from '../../../lib/queue/queue.ts';
import { client, letters, QUEUE_URL, sqs, takeAll } from '../../support/mocked-sqs.ts';

const { signal } = new AbortController();
const sending = { client, pace: startPace(), lanes: openLanes(), now: () => 0 };

beforeEach(() => {
  sqs.reset();
});

test('one entry that SQS did not take is a failure, and nothing is sent after what is on its way by then', async () => {
  const refused = { Id: '3', Code: 'InternalError', SenderFault: false };
  sqs
    .on(SendMessageBatchCommand)
    .callsFake((input) => ({ Successful: takeAll(input).Successful.slice(1), Failed: [refused, refused] }));
  expect(await sendAll(sending, QUEUE_URL, letters(100), signal)).toEqual({
    kind: 'failed',
    reason: 'SQS took 9 of 10 messages (InternalError)',
  });
  expect(sqs.calls().length).toBeLessThanOrEqual(SIDE_BY_SIDE);
});

test('an answer that does not name what was taken is a failure', async () => {
  sqs.on(SendMessageBatchCommand).resolves({});
  expect(await sendAll(sending, QUEUE_URL, letters(2), signal)).toEqual({
    kind: 'failed',
    reason: 'SQS took 0 of 2 messages (and did not say why)',
  });
});

test.each([
  ['by its name', Object.assign(new Error('token IQoJb3'), { name: 'ThrottlingException' }), 'ThrottlingException'],
  ['by its code', Object.assign(new Error('token IQoJb3'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
  ['by its name where its code is none', Object.assign(new Error('x'), { name: 'RangeError', code: 20 }), 'RangeError'],
  [
    'as a lack of time where it was aborted',
    Object.assign(new Error('x'), { name: 'AbortError' }),
    'SQS did not answer in the time that was left',
  ],
])('an error is a failure, told %s alone', async (_, error, reason) => {
  sqs.on(SendMessageBatchCommand).rejects(error);
  expect(await sendAll(sending, QUEUE_URL, letters(1), signal)).toEqual({ kind: 'failed', reason });
});

test('even what is no error is a failure', async () => {
  sqs.on(SendMessageBatchCommand).callsFake(() => Promise.reject('IQoJb3'));
  expect(await sendAll(sending, QUEUE_URL, letters(1), signal)).toEqual({ kind: 'failed', reason: 'unknown error' });
});

test('a failure in a later batch is one of the whole', async () => {
  let calls = 0;
  sqs.on(SendMessageBatchCommand).callsFake((input) => {
    calls += 1;
    if (calls === 2) throw new Error('no');
    return takeAll(input);
  });
  expect(await sendAll(sending, QUEUE_URL, letters(100), signal)).toMatchObject({ kind: 'failed' });
  expect(calls).toBeLessThan(10);
});
