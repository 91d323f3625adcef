import { expect, test } from 'vitest';
import { readArguments } from '../../../cli/dead-letters/arguments.ts';
import { runDiscard, type Surroundings } from '../../../cli/dead-letters/discard.ts';
import type { ByHand } from '../../../lib/audit/standing.ts';

const DEAD_LETTER_QUEUE_URL = 'https://sqs.eu-central-1.amazonaws.com/123456789012/dead';
const given = { env: { DEAD_LETTER_QUEUE_URL, AUDIT_TABLE: 'audit' }, userName: 'ann' };

const FAILED = { kind: 'failed', reason: 'AccessDenied' } as const;

/** `revoke dead-letters discard --all --reason r …`, with a letter that belongs to no incident. */
async function discard(args: readonly string[], more: Partial<Surroundings['queues']> & Partial<Surroundings> = {}) {
  const asked = readArguments(['discard', '--all', '--reason', 'r', ...args], given);
  if (asked.kind !== 'discard') throw new Error(JSON.stringify(asked));
  const seen = { printed: '', told: '', records: [] as ByHand[], shown: [] as string[], done: [] as string[] };
  const code = await runDiscard(asked.options, {
    queues: {
      receiveAll: async () => ({
        kind: 'received',
        messages: [{ MessageId: 'a', ReceiptHandle: 'receipt-a', Body: 'x' }],
      }),
      keep: async () => ({ kind: 'sent' }),
      count: async () => 1,
      hold: () => async () => {},
      show: async (receipts) => void seen.shown.push(...receipts),
      putBack: async () => ({ kind: 'sent' }),
      remove: async ({ messageId }) => {
        seen.done.push(`removed ${messageId}`);
        return { kind: 'sent' };
      },
      mover: { start: async () => FAILED, look: async () => FAILED },
      close: () => {},
      ...more,
    },
    write: async (record) => {
      seen.records.push(record);
      seen.done.push('written down');
      return { kind: 'sent' };
    },
    now: new Date('2026-11-25T10:00:00Z'),
    canAsk: true,
    isConfirmed: async () => true,
    print: (text) => {
      seen.printed += text;
    },
    tell: (line) => {
      seen.told += `${line}\n`;
    },
    ...more,
  });
  return { code, ...seen };
}

test('a letter of no incident is written down under its own id, and then it is gone', async () => {
  const { code, printed, records, shown, done } = await discard([]);
  expect({ code, printed, shown }).toEqual({ code: 0, printed: 'Discarded: 1 letter.\n', shown: [] });
  expect(done).toEqual(['written down', 'removed a']);
  expect(records).toEqual([
    {
      incidentId: 'message:a',
      recordId: 'discarded#a',
      kind: 'discarded',
      messageId: 'a',
      errorCode: 'unknown',
      at: '2026-11-25T10:00:00.000Z',
      by: 'ann',
      reason: 'r',
    },
  ]);
});

test('a letter that is held no longer is neither written down nor taken off: somebody else may have it', async () => {
  const keep = async () => ({ kind: 'failed', reason: 'MessageNotInflight' }) as const;
  const seen = await discard(['--yes'], { keep });
  expect(seen).toMatchObject({ code: 3, done: [], shown: ['receipt-a'] });
  expect(seen.told).toContain('Letter a stays: not held any more');
});

test('a letter that could not be written down is not taken off', async () => {
  expect(await discard(['--yes'], { write: async () => FAILED })).toMatchObject({ code: 3, done: [] });
});

test.each([
  ['that could not be written down', { write: async () => FAILED }, 'written down: these credentials may not write'],
  ['that could not be taken off', { remove: async () => FAILED }, 'sqs:DeleteMessage'],
])('a letter %s stays', async (_, more, said) => {
  expect(await discard(['--yes'], more)).toMatchObject({
    code: 3,
    shown: ['receipt-a'],
    told: expect.stringContaining(said),
  });
});

test('after anything but a yes nothing is discarded', async () => {
  expect(await discard([], { isConfirmed: async () => false })).toMatchObject({
    code: 1,
    done: [],
    shown: ['receipt-a'],
  });
});

test('letters that cannot be read are a failure of AWS', async () => {
  expect(await discard(['--yes'], { receiveAll: async () => FAILED })).toMatchObject({ code: 3, done: [] });
});

test.each([
  [['discard', '--all', '--reason', 'r'], { ...given, userName: undefined }, '--by'],
  [['discard', '--all'], given, '--reason'],
  [['discard', '--reason', 'r'], given, 'Which letters'],
])('%j needs more', (args, surroundings, said) => {
  expect(readArguments(args, surroundings)).toEqual({ kind: 'wrong', reason: expect.stringContaining(said) });
});
