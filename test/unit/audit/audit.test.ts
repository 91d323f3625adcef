import { describe, expect, test } from 'vitest';
import { recordedFirst } from '../../../lib/audit/audit.ts';
import { auditingMs } from '../../../lib/audit/auditing.ts';
import type { CarriedOut } from '../../../lib/settle/carry-out.ts';
import type { Settlement } from '../../../lib/settle/settle.ts';
import { body, delivery, NOW, secrets } from '../../support/messages.ts';
import { DISABLED, UNAVAILABLE } from '../../support/scripted-vault.ts';
import { served } from '../../support/served.ts';

const SETTLE_WITH = { maxReceiveCount: 5, giveUpAfterSeconds: 100, now: NOW, random: () => 0 };
const NOTHING = { fates: new Map(), found: new Map() };
const FAILED = { kind: 'failed', reason: 'ThrottlingException' } as const;

const ACKNOWLEDGE = { kind: 'acknowledge', deadLetters: [] } as const;

describe('what could not be written down', () => {
  /** What is left of a message, and whether anything was done about it. */
  async function left(settlement: Settlement, carriedOut: CarriedOut, more: Parameters<typeof delivery>[1] = {}) {
    let done = 0;
    const decided = { delivery: delivery(body([1]), more), came: NOTHING, settlement, settleWith: SETTLE_WITH };
    const recorded = await recordedFirst(
      async () => FAILED,
      decided,
      async () => {
        done += 1;
        return carriedOut;
      },
    );
    return { ...recorded, done };
  }

  test('keeps its message on the queue, and nothing is sent, which would be sent again each time', async () => {
    expect(await left(ACKNOWLEDGE, { kind: 'acknowledge' })).toEqual({
      carriedOut: { kind: 'failed', reason: 'its audit record could not be written (ThrottlingException)' },
      done: 0,
    });
  });

  test.each([
    ['at its last delivery', { receiveCount: 5 }],
    ['when it is too old', { firstSentAt: NOW - 100_001 }],
  ])('does not keep it %s', async (_, more) => {
    expect(await left(ACKNOWLEDGE, { kind: 'acknowledge' }, more)).toEqual({
      carriedOut: { kind: 'acknowledge' },
      unrecorded: 'ThrottlingException',
      done: 1,
    });
    expect(await left(ACKNOWLEDGE, FAILED, more)).toEqual({ carriedOut: FAILED, done: 1 });
  });

  test('changes nothing for a message that stays anyway', async () => {
    const hide = { kind: 'hide', delaySeconds: 30 } as const;
    expect(await left(hide, { kind: 'keep' })).toEqual({ carriedOut: { kind: 'keep' }, done: 1 });
  });
});

test('a record that fails keeps its message alone', async () => {
  const batch = [1, 2].map((id) => delivery(body([id]), { messageId: `${id}` }));
  const { kept, events } = await served(batch, {
    disable: () => DISABLED,
    audit: async ({ messageId }) => (messageId === '1' ? FAILED : { kind: 'sent' }),
  });
  expect(kept).toEqual(['1']);
  expect(events).toContain('message.not-settled');
});

test('a message that is settled without its record at the end of its time is an error in the log', async () => {
  const { kept, deadLetters, log } = await served([delivery(body([1]), { receiveCount: 50 })], {
    disable: () => UNAVAILABLE,
    audit: async () => FAILED,
  });
  expect([kept, deadLetters.length]).toEqual([[], 1]);
  expect(log).toContainEqual({
    level: 'error',
    message: 'Message message-1 was given up, and its record is missing from the audit trail: ThrottlingException',
    fields: { event: 'message.not-recorded', messageId: 'message-1', reason: 'ThrottlingException' },
  });
});

test('records are written before anything is sent, so that one that cannot be written doubles no dead letter', async () => {
  const order: string[] = [];
  await served([delivery(body([1]), { receiveCount: 50 })], {
    disable: () => UNAVAILABLE,
    sending: () => {
      order.push('dead letter');
      return { kind: 'sent' };
    },
    audit: async () => {
      order.push('record');
      return { kind: 'sent' };
    },
  });
  expect(order).toEqual(['record', 'dead letter']);
});

test('the time that it takes is reckoned from how many records there may be, 250 in an item', () => {
  const pace = { learn: () => {}, expectedMs: (calls: number) => calls };
  const one = delivery(body([1]));
  const tag = delivery(JSON.stringify({ type: 'credential.compromised', secrets: [{ tag: 'leaver' }] }));
  expect(auditingMs([one], pace)).toBe(1);
  expect(auditingMs([delivery('not JSON')], pace)).toBe(1);
  expect(auditingMs([delivery(body(secrets(249)))], pace)).toBe(1);
  expect(auditingMs([delivery(body(secrets(250)))], pace)).toBe(2);
  expect(auditingMs([delivery(body(secrets(500)))], pace)).toBe(3);
  expect(auditingMs([one, delivery(body(secrets(500)))], pace)).toBe(3);
  expect(auditingMs(Array(10).fill(one), pace)).toBe(1);
  expect(auditingMs(Array(100).fill(one), pace)).toBe(4);
  expect(auditingMs([tag], pace)).toBe(3);
});
