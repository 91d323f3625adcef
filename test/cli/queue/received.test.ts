import {
  ChangeMessageVisibilityBatchCommand,
  type ChangeMessageVisibilityBatchCommandInput,
  ChangeMessageVisibilityCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { lookAt } from '../../../cli/queue/received.ts';
import { openLanes } from '../../../lib/queue/lanes.ts';

const sqs = mockClient(SQSClient);
const QUEUE_URL = 'https://sqs.eu-central-1.amazonaws.com/123456789012/dead';

beforeEach(() => {
  sqs.reset();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
});
afterEach(() => void vi.useRealTimers());

/** Looks at a queue on which these are, by their receipts. */
async function looking(receipts: readonly string[]) {
  const Messages = receipts.map((ReceiptHandle) => ({ MessageId: `of ${ReceiptHandle}`, ReceiptHandle }));
  sqs.on(ReceiveMessageCommand).resolves({ Messages });
  sqs.on(ChangeMessageVisibilityBatchCommand).callsFake(hideAll);
  const client = new SQSClient({ region: 'eu-central-1' });
  const look = lookAt(client, QUEUE_URL, { lanes: openLanes(), hiddenSeconds: 300 });
  await look.receiveAll();
  return look;
}

/** As SQS answers where it hides everything. */
const hideAll = ({ Entries = [] }: ChangeMessageVisibilityBatchCommandInput) => ({
  Successful: Entries.map(({ Id }) => ({ Id })),
});

/** Which receipts were hidden, and for how long, in one text for each call. */
const hidden = () =>
  sqs
    .commandCalls(ChangeMessageVisibilityBatchCommand)
    .map(({ args }) =>
      (args[0].input.Entries ?? []).map((entry) => `${entry.ReceiptHandle} ${entry.VisibilityTimeout}`).join(', '),
    );

test('what is held is hidden again in tens, before it shows by itself, as long as it is there', async () => {
  const left = Array.from({ length: 11 }, (_, index) => `r${index}`);
  const letGo = (await looking(left)).hold(() => left);
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
  const look = await looking(['r']);
  sqs.on(ChangeMessageVisibilityBatchCommand).rejectsOnce(new Error('no')).callsFake(hideAll);
  const letGo = look.hold(() => ['r']);
  await vi.advanceTimersByTimeAsync(200_000);
  await vi.waitFor(() => expect(hidden()).toEqual(['r 300', 'r 300']));
  await letGo();
});

test('when it ends, nothing is on its way any more that would hide what is to be shown', async () => {
  const answer = Promise.withResolvers<Record<string, never>>();
  const look = await looking(['r']);
  sqs.on(ChangeMessageVisibilityBatchCommand).callsFakeOnce(() => answer.promise);
  const letGo = look.hold(() => ['r']);
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

describe('what was hidden too long ago', () => {
  test('is not held any more, whatever SQS says, and is not hidden from those who may have it now', async () => {
    const look = await looking(['r']);
    vi.setSystemTime(Date.now() + 299_000);
    expect(await look.keep('r')).toEqual({ kind: 'sent' });
    vi.setSystemTime(Date.now() + 299_000);
    expect(await look.keep('r')).toEqual({ kind: 'sent' });
    vi.setSystemTime(Date.now() + 300_000);
    expect(await look.keep('r')).toEqual({ kind: 'failed', reason: 'MessageNotInflight' });
    expect(sqs.commandCalls(ChangeMessageVisibilityCommand)).toHaveLength(2);
    const letGo = look.hold(() => ['r']);
    await vi.advanceTimersByTimeAsync(100_000);
    await letGo();
    expect(hidden()).toEqual([]);
  });

  test('is held as long as it is hidden again in time', async () => {
    const look = await looking(['r', 'refused']);
    sqs.on(ChangeMessageVisibilityBatchCommand).resolves({ Successful: [{ Id: '0' }] });
    const letGo = look.hold(() => ['r', 'refused']);
    for (let minute = 0; minute < 60; minute += 1) await vi.advanceTimersByTimeAsync(60_000);
    expect(await look.keep('r')).toEqual({ kind: 'sent' });
    expect(await look.keep('refused')).toEqual({ kind: 'failed', reason: 'MessageNotInflight' });
    await letGo();
  });
});
