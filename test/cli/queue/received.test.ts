import { ChangeMessageVisibilityBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lookAt } from '../../../cli/queue/received.ts';
import { openLanes } from '../../../lib/queue/lanes.ts';

const sqs = mockClient(SQSClient);
const QUEUE_URL = 'https://sqs.eu-central-1.amazonaws.com/123456789012/dead';

beforeEach(() => {
  sqs.reset();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => void vi.useRealTimers());

const looking = () =>
  lookAt(new SQSClient({ region: 'eu-central-1' }), QUEUE_URL, { lanes: openLanes(), hiddenSeconds: 300 });

/** Which receipts were hidden, and for how long, in one text for each call. */
const hidden = () =>
  sqs
    .commandCalls(ChangeMessageVisibilityBatchCommand)
    .map(({ args }) =>
      (args[0].input.Entries ?? []).map((entry) => `${entry.ReceiptHandle} ${entry.VisibilityTimeout}`).join(', '),
    );

test('what is held is hidden again in tens, before it shows by itself, as long as it is there', async () => {
  const left = Array.from({ length: 11 }, (_, index) => `r${index}`);
  const letGo = looking().hold(() => left);
  await vi.advanceTimersByTimeAsync(99_000);
  expect(hidden()).toEqual([]);
  await vi.advanceTimersByTimeAsync(1000);
  await vi.waitFor(() => expect(hidden()).toHaveLength(2));
  expect(hidden()).toEqual([
    left
      .slice(0, 10)
      .map((each) => `${each} 300`)
      .join(', '),
    'r10 300',
  ]);

  left.splice(1);
  await vi.advanceTimersByTimeAsync(100_000);
  await vi.waitFor(() => expect(hidden()).toHaveLength(3));
  expect(hidden().at(-1)).toBe('r0 300');

  await letGo();
  await vi.advanceTimersByTimeAsync(1_000_000);
  expect(hidden()).toHaveLength(3);
});

test('what could not be hidden once is hidden the next time', async () => {
  sqs.on(ChangeMessageVisibilityBatchCommand).rejectsOnce(new Error('no')).resolves({});
  const letGo = looking().hold(() => ['r']);
  await vi.advanceTimersByTimeAsync(200_000);
  await vi.waitFor(() => expect(hidden()).toEqual(['r 300', 'r 300']));
  await letGo();
});

test('when it ends, nothing is on its way any more that would hide what is to be shown', async () => {
  const answer = Promise.withResolvers<Record<string, never>>();
  sqs.on(ChangeMessageVisibilityBatchCommand).callsFakeOnce(() => answer.promise);
  const letGo = looking().hold(() => ['r']);
  await vi.advanceTimersByTimeAsync(100_000);
  let hasEnded = false;
  const ended = letGo().then(() => {
    hasEnded = true;
  });
  await vi.waitFor(() => expect(hidden()).toEqual(['r 300']));
  expect(hasEnded).toBe(false);
  answer.resolve({});
  await ended;
});
