import type { Message } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { runApprove } from '../../../cli/approve/approve.ts';
import { readArguments } from '../../../cli/approve/arguments.ts';
import type { Received } from '../../../cli/queue/received.ts';
import type { Sent } from '../../../lib/queue/queue.ts';
import { body } from '../../support/messages.ts';

const env = { QUEUE_URL: 'http://127.0.0.1:1/0/q', APPROVAL_QUEUE_URL: 'http://127.0.0.1:1/0/a' };

const held = (MessageId: string, incidentId: string, more: object = {}): Message => ({
  MessageId,
  ReceiptHandle: `receipt of ${MessageId}`,
  Body: body([1, 2], { incidentId, ...more }),
  MessageAttributes: {
    HeldReason: { DataType: 'String', StringValue: 'too many' },
    Secrets: { DataType: 'Number', StringValue: '120' },
    SourceMessageId: { DataType: 'String', StringValue: `source of ${MessageId}` },
    HeldAt: { DataType: 'String', StringValue: '2026-11-25T16:00:00.000Z' },
  },
});

const WAITING = [held('a', 'INC-1'), held('b', 'INC-1', { reportedBy: 'siem' }), held('c', 'INC-2')];

type Given = Readonly<{
  messages?: readonly Message[];
  receiving?: Received;
  count?: number;
  releasing?: (messageId: string) => Sent;
  canAsk?: boolean;
  says?: boolean;
}>;

/** `revoke approve …` with queues that only hold what is given. */
async function approve(args: readonly string[], given: Given = {}) {
  const asked = readArguments(args, { env, userName: 'ann' });
  if (asked.kind === 'wrong') throw new Error(asked.reason);
  const { messages = WAITING, canAsk = true, says = true } = given;
  const seen = { released: [] as string[], shown: [] as string[], printed: '', told: '', questions: 0 };
  const code = await runApprove(asked.options, {
    queues: {
      receiveAll: async () => given.receiving ?? { kind: 'received', messages },
      count: async () => given.count,
      keep: async () => ({ kind: 'sent' }),
      show: async (handles) => void seen.shown.push(...handles),
      release: async ({ messageId }, by) => {
        const sent = given.releasing?.(messageId) ?? { kind: 'sent' };
        if (sent.kind === 'sent') seen.released.push(`${messageId} by ${by}`);
        return sent;
      },
      close: () => {},
    },
    canAsk,
    isConfirmed: async () => {
      seen.questions += 1;
      return says;
    },
    print: (text) => {
      seen.printed += text;
    },
    tell: (line) => {
      seen.told += `${line}\n`;
    },
  });
  return { code, ...seen };
}

const receipts = (...ids: readonly string[]) => ids.map((id) => `receipt of ${id}`);

test('without anything it shows what waits, and lets others see it again', async () => {
  const { code, printed, shown, released } = await approve([]);
  expect([code, released, shown]).toEqual([0, [], receipts('a', 'b', 'c')]);
  expect(printed).toContain('3 messages wait for approval:');
  expect(printed).toContain(
    'INC-1, reported by siem: 120 secrets\n  2 secrets (1, 2)\n  too many\n  since 2026-11-25T16:00:00.000Z, message id b\n',
  );
});

test('as a document, too', async () => {
  const { printed } = await approve(['--list', '--json'], { messages: WAITING.slice(0, 1) });
  expect(JSON.parse(printed)).toEqual({
    waiting: [
      {
        messageId: 'a',
        sourceMessageId: 'source of a',
        incidentId: 'INC-1',
        reportedBy: null,
        secrets: 120,
        named: [{ identifier: 1 }, { identifier: 2 }],
        reason: 'too many',
        heldAt: '2026-11-25T16:00:00.000Z',
      },
    ],
  });
});

describe('which', () => {
  test.each([
    [['INC-1'], ['a', 'b']],
    [
      ['INC-2', '--message-id', 'a'],
      ['a', 'c'],
    ],
    [['--message-id', 'source of b'], ['b']],
    [['--all'], ['a', 'b', 'c']],
  ])('%j: these are approved, and only the others shown again', async (args, ids) => {
    const { code, released, shown, told } = await approve(args);
    expect(code).toBe(0);
    expect(released).toEqual(ids.map((id) => `${id} by ann`));
    expect(shown).toEqual(receipts(...['a', 'b', 'c'].filter((id) => !ids.includes(id))));
    expect(told).toMatch(/^To be disabled, by /);
  });

  test.each([
    [['INC-3'], 'INC-3'],
    [['INC-1', 'INC-3', '--message-id', 'z', '--yes'], 'INC-3, z'],
  ])('%j: where one of them does not wait it is named, and nothing is approved: exit code 1', async (args, named) => {
    expect(await approve(args)).toMatchObject({
      code: 1,
      released: [],
      questions: 0,
      told: expect.stringContaining(`Does not wait for approval: ${named}. Nothing was approved.`),
    });
  });

  test('all of nothing is nothing to complain of', async () => {
    expect(await approve(['--all'], { messages: [] })).toMatchObject({ code: 0, questions: 0 });
    expect(await approve([], { messages: [] })).toMatchObject({ code: 0, printed: 'Nothing waits for approval.\n' });
  });
});

test('what somebody else looks at just now is said to be there, where it may be counted', async () => {
  const hidden = await approve(['--all'], { messages: [], count: 2 });
  expect(hidden.told).toContain('About 2 more messages cannot be seen now: somebody else looks');
  expect((await approve([], { count: 3 })).told).toBe('');
});

describe('nothing is approved', () => {
  test('after anything but a yes: exit code 1', async () => {
    expect(await approve(['--all'], { says: false })).toMatchObject({
      code: 1,
      released: [],
      shown: receipts('a', 'b', 'c'),
    });
  });

  test('where nobody can be asked, unless it is confirmed already: exit code 2', async () => {
    expect(await approve(['--all'], { canAsk: false })).toMatchObject({
      code: 2,
      released: [],
      told: expect.stringContaining('add --yes'),
    });
    const confirmed = await approve(['--all', '--yes'], { canAsk: false });
    expect([confirmed.code, confirmed.released.length, confirmed.questions]).toEqual([0, 3, 0]);
  });

  test.each([
    ['AccessDenied', /need sqs:ReceiveMessage, .* on the approval queue/],
    ['ECONNREFUSED', /SQS cannot be reached/],
  ])('where AWS does not give it (%s): exit code 3', async (reason, advice) => {
    const refused = await approve(['--all'], { receiving: { kind: 'failed', reason } });
    expect(refused).toMatchObject({ code: 3, released: [], told: expect.stringMatching(advice) });
  });
});

test('what is not certain to be approved is said, with how often and why, and waits on', async () => {
  const releasing = (id: string): Sent => (id === 'b' ? { kind: 'sent' } : { kind: 'failed', reason: 'NoRoom' });
  const { code, printed, told, shown } = await approve(['--all', '--json'], { releasing });
  expect([code, shown]).toEqual([3, receipts('a', 'c')]);
  expect(told).toContain('2 messages not approved for certain: its body leaves no room');
  const { approved, failed } = JSON.parse(printed) as Record<string, readonly { messageId: string }[]>;
  expect([approved, failed].map((all) => all?.map(({ messageId }) => messageId))).toEqual([['b'], ['a', 'c']]);
});

test('what the function would not take cannot be approved, and is said to be there', async () => {
  const messages = [{ MessageId: 'x', ReceiptHandle: 'receipt of x', Body: 'not JSON' }, ...WAITING];
  const { released, told, shown } = await approve(['--all'], { messages });
  expect([released.length, shown]).toEqual([3, ['receipt of x']]);
  expect(told).toContain('1 message on the approval queue cannot be read');
});

test('a message that says nothing of itself is shown all the same, and one that would write on the terminal does not', async () => {
  const bare = { MessageId: 'x', Body: body([7]) };
  const loud = held('y', `\u001b[31m${'I'.repeat(1000)}`);
  const { printed } = await approve([], { messages: [bare, loud] });
  expect(printed).toContain('no incident, reported by nobody: 1 secret\n  1 secret (7)\n  no reason');
  expect(printed).not.toContain('\u001b');
  expect(printed.length).toBeLessThan(1200);
});
