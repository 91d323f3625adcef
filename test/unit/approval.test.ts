import { expect, test } from 'vitest';
import { records } from '../../lib/audit/records.ts';
import type { Limit } from '../../lib/limit/admit.ts';
import { body, delivery, identifiersOf, NOW, secret, secrets } from '../support/messages.ts';
import { DISABLED, UNAVAILABLE } from '../support/scripted-vault.ts';
import { served } from '../support/served.ts';

/** A table that every container sees. */
function limitOf(maxSecretsPerHour: number): Limit {
  const tallies = new Map<string, Set<number>>();
  return {
    maxSecretsPerHour,
    add: async ({ key }, more, mostBefore) => {
      const held = tallies.get(key) ?? new Set();
      tallies.set(key, held);
      if (held.size > mostBefore) return { kind: 'refused', held };
      for (const id of more) held.add(id);
      return { kind: 'added' };
    },
  };
}

const message = (messageId: string, identifiers: readonly unknown[], more: Parameters<typeof delivery>[1] = {}) =>
  delivery(body(identifiers, { incidentId: 'INC-1', reportedBy: 'siem' }), {
    messageId,
    receiptHandle: messageId,
    ...more,
  });

const tagged = (more: Parameters<typeof delivery>[1] = {}) =>
  delivery(JSON.stringify({ type: 'credential.compromised', secrets: [{ identifier: 900 }, { tag: 'leaver' }] }), more);

const everybody = (count: number) => () => ({
  kind: 'listed' as const,
  secrets: secrets(count).map((id) => ({ id, canEdit: true })),
});

test('what goes beyond the limit waits for approval as it came, and nothing of it is disabled', async () => {
  const large = message('large', secrets(6), { redrives: 2 });
  const { kept, calls, held, log } = await served([large, message('small', [900])], { limit: limitOf(5) });
  expect(kept).toEqual([]);
  expect(calls.map(({ id }) => id)).toEqual([900]);
  const reason = 'With it 6 secrets of one source would be disabled in one hour, and 5 is the most';
  expect(held).toEqual([
    {
      body: large.body,
      attributes: {
        HeldReason: reason,
        Secrets: '6',
        IncidentId: 'INC-1',
        SourceMessageId: 'large',
        HeldAt: expect.stringMatching(/^2026-11-24T09:30:00/),
        Redrives: '2',
      },
      types: expect.objectContaining({ HeldReason: 'String', Secrets: 'Number', HeldAt: 'String', Redrives: 'Number' }),
      delaySeconds: 0,
    },
  ]);
  expect(log).toContainEqual({
    level: 'warn',
    message: expect.stringContaining('Release it with revoke approve'),
    fields: { event: 'message.held', incidentId: 'INC-1', messageId: 'large', secrets: 6, reason },
  });
  expect(log.at(-1)?.fields).toMatchObject({ event: 'batch.settled', acknowledged: 2, held: 1, secrets: 1 });
});

test('without a limit five hundred secrets go on', async () => {
  const { calls, held } = await served([message('large', secrets(500))]);
  expect([calls.length, held.length]).toEqual([500, 0]);
});

test('a secret that a message names which may go on is disabled, though one that waits names it too', async () => {
  const batch = [message('large', secrets(6)), message('small', [3])];
  const { calls, held, log } = await served(batch, { limit: limitOf(5) });
  expect(calls.map(({ id }) => id)).toEqual([3]);
  expect(held.map((waiting) => identifiersOf(waiting.body))).toEqual([[1, 2, 3, 4, 5, 6]]);
  expect(log.filter(({ fields }) => fields.event === 'secret.outcome')).toHaveLength(2);
});

test('a redelivery and a remainder are not counted again, in whichever hour they come', async () => {
  const limit = limitOf(5);
  const disable = ({ id }: { id: number }) => (id === 1 ? DISABLED : UNAVAILABLE);
  const first = await served([message('one', secrets(5))], { limit, disable });
  const [remainder] = first.remainders;
  const later = { receiveCount: 2, firstSentAt: NOW };
  const again = await served([message('one', secrets(5), later)], { limit });
  const rest = await served([delivery(remainder?.body ?? '', { messageId: 'rest', firstSentAt: NOW })], { limit });
  expect([again.held, rest.held]).toEqual([[], []]);
  expect(rest.calls.map(({ id }) => id)).toEqual([2, 3, 4, 5]);
  expect((await served([message('next', [6], { firstSentAt: NOW })], { limit })).held).toHaveLength(1);
});

test('another hour has a limit of its own, and so has another source', async () => {
  const limit = limitOf(5);
  await served([message('one', secrets(5))], { limit });
  const other = delivery(body([6], { reportedBy: 'ann' }));
  const { held } = await served([message('two', [6], { firstSentAt: NOW + 3_600_000 }), other], { limit });
  expect(held).toEqual([]);
});

test('what was approved goes on uncounted, and so does what is left of it', async () => {
  const limit = limitOf(5);
  const approved = message('large', secrets(6), { approvedBy: 'ann' });
  const disable = ({ id }: { id: number }) => (id === 1 ? DISABLED : UNAVAILABLE);
  const { held, remainders } = await served([approved], { limit, disable });
  expect(held).toEqual([]);
  expect(remainders).toMatchObject([{ attributes: { ApprovedBy: 'ann' }, types: { ApprovedBy: 'String' } }]);
  expect((await served([message('small', secrets(5))], { limit })).held).toEqual([]);
});

test('that it could not be sent to those who approve keeps the message on the queue', async () => {
  const failed = { kind: 'failed', reason: 'Throttling' } as const;
  const { kept, calls, events } = await served([message('large', secrets(6))], {
    limit: limitOf(5),
    sending: () => failed,
  });
  expect([kept, calls]).toEqual([['large'], []]);
  expect(events).toEqual(['message.not-settled', 'batch.settled']);
});

test('a tag that leads to too many disables none of them, nor what stands beside it', async () => {
  const { calls, held } = await served([tagged()], {
    limit: limitOf(5),
    list: (query) => (query === 'tag=leaver' ? everybody(5)() : { kind: 'listed', secrets: [] }),
  });
  expect(calls).toEqual([]);
  expect(held).toMatchObject([{ body: tagged().body, attributes: { Secrets: '6' } }]);
});

test('the vault is asked for a tag once, and what is disabled is what was counted', async () => {
  const { calls, lists, held } = await served([tagged()], {
    limit: limitOf(6),
    list: (query) => (query === 'tag=leaver' ? everybody(5)() : { kind: 'listed', secrets: [] }),
  });
  expect(held).toEqual([]);
  expect(lists.filter((query) => query === 'tag=leaver')).toHaveLength(1);
  expect(new Set(calls.map(({ id }) => id))).toEqual(new Set([...secrets(5), secret(900)]));
});

test('what could not be found is not counted, not disabled, and tried again', async () => {
  let counted: readonly number[] = [];
  const limit: Limit = {
    maxSecretsPerHour: 5,
    add: async (_, more) => {
      counted = more;
      return { kind: 'added' };
    },
  };
  const { calls, remainders } = await served([tagged()], { limit, list: () => UNAVAILABLE });
  expect([counted, calls.map(({ id }) => id)]).toEqual([[900], [900]]);
  expect(remainders.map((rest) => JSON.parse(rest.body).secrets)).toEqual([[{ tag: 'leaver' }]]);
});

test('a table that cannot be asked is said once for the batch, as an error', async () => {
  const limit: Limit = { maxSecretsPerHour: 100, add: () => Promise.reject(new Error('down')) };
  const batch = [message('small', secrets(10)), message('large', secrets(11, 100))];
  const { calls, held, log } = await served(batch, { limit });
  expect([calls.length, held.length]).toEqual([10, 1]);
  expect(log.filter(({ level }) => level === 'error')).toEqual([
    expect.objectContaining({ fields: { event: 'limit.uncounted', reason: 'Error', messages: 2 } }),
  ]);
});

/** The audit trail, as what it was told came to. */
function trail(answer: { kind: 'sent' } | { kind: 'failed'; reason: string } = { kind: 'sent' }) {
  const written: string[] = [];
  const audit: NonNullable<Parameters<typeof served>[1]>['audit'] = async (of, came, settleWith) => {
    written.push(...records(of, came, settleWith).map(({ kind }) => `${of.messageId}: ${kind}`));
    return answer;
  };
  return { written, audit };
}

test('what waits is in the audit trail as reported, and as nothing else, so that it is known to be open', async () => {
  const { written, audit } = trail();
  const { held } = await served([message('large', secrets(6), { receiveCount: 50 })], { limit: limitOf(5), audit });
  expect(held).toHaveLength(1);
  expect(written).toEqual(['large: reported']);
});

test('what could not be written down does not go to those who approve, and stays', async () => {
  const { audit } = trail({ kind: 'failed', reason: 'ThrottlingException' });
  const { kept, held } = await served([message('large', secrets(6))], { limit: limitOf(5), audit });
  expect({ kept, held }).toEqual({ kept: ['large'], held: [] });
});

const NO_QUEUE = { kind: 'failed', reason: 'QueueDoesNotExist' } as const;

test.each([
  ['at its last delivery', { receiveCount: 50 }],
  ['when it is too old', { firstSentAt: NOW - 21_600_001 }],
])('%s, what cannot be put up for approval is dead letters that say so', async (_, more) => {
  const large = message('large', secrets(6), more);
  const { kept, deadLetters, calls } = await served([large], {
    limit: limitOf(5),
    // The message as it is: it goes to those who approve. A dead letter is narrowed.
    sending: (text) => (text === large.body ? NO_QUEUE : { kind: 'sent' }),
  });
  expect({ kept, calls }).toEqual({ kept: [], calls: [] });
  expect(deadLetters).toHaveLength(6);
  expect(deadLetters[0]?.attributes).toMatchObject({
    ErrorCode: 'unavailable',
    ErrorMessage: expect.stringContaining('It could not be put up for approval: QueueDoesNotExist'),
  });
});

test('before that it stays on the queue', async () => {
  const { kept, deadLetters } = await served([message('large', secrets(6))], {
    limit: limitOf(5),
    sending: () => NO_QUEUE,
  });
  expect({ kept, deadLetters }).toEqual({ kept: ['large'], deadLetters: [] });
});

test('whoever approved is in the log and in the trail', async () => {
  const { audit } = trail();
  const approved = message('approved', [1], { approvedBy: 'ann' });
  const { log } = await served([approved], { disable: () => DISABLED, limit: limitOf(0), audit });
  expect(log).toContainEqual(expect.objectContaining({ fields: expect.objectContaining({ approvedBy: 'ann' }) }));
  const came = { fates: new Map(), found: new Map() };
  const limits = { maxReceiveCount: 50, giveUpAfterSeconds: 21_600, now: NOW };
  expect(records(approved, came, limits)).toMatchObject([{ kind: 'reported', approvedBy: 'ann' }]);
});
