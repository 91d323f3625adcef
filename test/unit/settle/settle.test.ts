import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../lib/outcome/outcome.ts';
import { settle } from '../../../lib/settle/settle.ts';
import { body, delivery, fates, identifiersOf, NOW, secrets, sent } from '../../support/messages.ts';

const WITH = { maxReceiveCount: 50, giveUpAfterSeconds: 21_600, now: NOW, random: () => 0 };

/** Settles a message that names as many secrets as there are outcomes, from 1 on. */
const settling = (kinds: readonly Outcome['kind'][], more: Parameters<typeof delivery>[1] = {}) =>
  settle(delivery(body(secrets(kinds.length), { ticket: 7 }), more), fates(...kinds), new Map(), WITH);

const reasons = (settlement: ReturnType<typeof settle>) =>
  'deadLetters' in settlement
    ? settlement.deadLetters.map((letter) => {
        const { attributes } = sent(letter);
        return [attributes['Identifier'], attributes['Outcome'], attributes['ErrorCode']];
      })
    : [];

describe('all final', () => {
  test('all done: acknowledged without a dead letter', () => {
    expect(settling(['disabled', 'already-disabled'])).toEqual({ kind: 'acknowledge', deadLetters: [] });
  });

  test('failures go to the dead-letter queue, one letter each, then the message is acknowledged', () => {
    const settlement = settling(['not-found', 'disabled', 'access-denied', 'rejected']);
    expect(settlement.kind).toBe('acknowledge');
    expect(reasons(settlement)).toEqual([
      ['1', 'not-found', '1005'],
      ['3', 'access-denied', '1006'],
      ['4', 'rejected', '1010'],
    ]);
  });
});

describe('none final', () => {
  test.each([
    ['unavailable', 15],
    ['unauthorized', 15],
    ['deferred', 0],
  ] as const)('%s: the message stays, hidden for %i s', (kind, delaySeconds) => {
    expect(settling([kind, kind])).toEqual({ kind: 'hide', delaySeconds });
  });

  test('one that is to be tried later is enough to hide the message for longer', () => {
    expect(settling(['deferred', 'unavailable'])).toEqual({ kind: 'hide', delaySeconds: 15 });
    expect(settling(['unauthorized', 'deferred'])).toEqual({ kind: 'hide', delaySeconds: 15 });
  });

  test('the delay grows with the receive count and the age', () => {
    expect(settling(['unavailable'], { receiveCount: 4 })).toEqual({ kind: 'hide', delaySeconds: 120 });
    expect(settling(['unavailable'], { firstSentAt: NOW - 2_000_000 })).toEqual({ kind: 'hide', delaySeconds: 500 });
  });

  test('a secret of which nothing is known was never tried', () => {
    expect(settle(delivery(body([5])), new Map(), new Map(), WITH)).toEqual({ kind: 'hide', delaySeconds: 0 });
  });
});

describe('some final', () => {
  test('failures go to the dead-letter queue, and what is unsettled into a remainder', () => {
    const settlement = settling(['disabled', 'unavailable', 'not-found', 'deferred', 'unauthorized']);
    expect(reasons(settlement)).toEqual([['3', 'not-found', '1005']]);
    if (settlement.kind !== 'split') throw new Error(`it was not split but ${settlement.kind}`);
    const [remainder] = settlement.remainders.map(sent);
    expect(remainder).toStrictEqual({
      body: body([2, 4, 5], { ticket: 7 }),
      attributes: { FirstSentAt: String(NOW) },
      types: { FirstSentAt: 'Number' },
      delaySeconds: 15,
    });
  });

  const remainderOf = (...args: Parameters<typeof settling>) => {
    const settlement = settling(...args);
    return settlement.kind === 'split' ? settlement.remainders.map(sent)[0] : undefined;
  };

  test('a remainder of deferred ones alone is tried again at once', () => {
    expect(remainderOf(['disabled', 'deferred'])?.delaySeconds).toBe(0);
  });

  test("a remainder's delay is at least a quarter of its age, for its receive count starts anew", () => {
    const remainder = remainderOf(['disabled', 'unavailable'], { firstSentAt: NOW - 2_000_000 });
    expect(remainder?.delaySeconds).toBe(500);
    expect(remainder?.attributes).toEqual({ FirstSentAt: String(NOW - 2_000_000) });
  });

  test('a remainder passes on how often its message has been put back', () => {
    expect(remainderOf(['disabled', 'unavailable'], { redrives: 2 })).toMatchObject({
      attributes: { Redrives: '2' },
      types: { Redrives: 'Number' },
    });
  });
});

describe('given up', () => {
  const TOO_OLD = { firstSentAt: NOW - 21_600_001 };

  test.each([
    ['too old', TOO_OLD],
    ['received too often', { receiveCount: 50 }],
    ['received even more often', { receiveCount: 51 }],
  ])('%s: what is still unsettled is dead-lettered with its reason', (_, more) => {
    const settlement = settling(['disabled', 'unavailable', 'unauthorized', 'deferred', 'not-found'], more);
    expect(settlement.kind).toBe('acknowledge');
    expect(reasons(settlement)).toEqual([
      ['2', 'unavailable', 'unavailable'],
      ['3', 'unauthorized', 'unauthorized'],
      ['4', 'deferred', 'unavailable'],
      ['5', 'not-found', '1005'],
    ]);
  });

  test.each([
    ['exactly as old as is allowed', { firstSentAt: NOW - 21_600_000 }],
    ['received once less often than is allowed', { receiveCount: 49 }],
  ])('not yet: %s', (_, more) => {
    expect(settling(['unavailable'], more).kind).toBe('hide');
  });

  test('a deferred one says that it was never tried', () => {
    const settlement = settling(['deferred'], TOO_OLD);
    const [letter] = settlement.kind === 'acknowledge' ? settlement.deadLetters : [];
    expect(letter && sent(letter).attributes['ErrorMessage']).toMatch(/never tried/i);
  });

  test('what was done at last is done', () => {
    expect(settling(['disabled'], TOO_OLD)).toEqual({ kind: 'acknowledge', deadLetters: [] });
  });
});

test('the same secret named twice: all its entries stay together, in its one dead letter', () => {
  const text = body([1, 2, '1'], { ticket: 7 });
  const settlement = settle(delivery(text), fates('not-found', 'disabled'), new Map(), WITH);
  const letters = settlement.kind === 'acknowledge' ? settlement.deadLetters.map((letter) => sent(letter).body) : [];
  expect(letters.map(identifiersOf)).toEqual([[1, '1']]);
});

test('a malformed message goes to the dead-letter queue and is acknowledged, whatever became of others', () => {
  const settlement = settle(delivery('not JSON'), fates('unavailable'), new Map(), WITH);
  expect(settlement).toMatchObject({ kind: 'acknowledge', deadLetters: [{ delaySeconds: 0 }] });
});
