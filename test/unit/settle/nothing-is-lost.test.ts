import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SecretId } from '../../../lib/message/identifier.ts';
import type { Fate, Outcome } from '../../../lib/outcome/outcome.ts';
import { settle } from '../../../lib/settle/settle.ts';
import { messageText } from '../../support/arbitraries.ts';
import { compromise, delivery, fate, NOW, OUTCOMES, sent } from '../../support/messages.ts';

const kinds = Object.keys(OUTCOMES) as (keyof typeof OUTCOMES)[];

const situation = fc.record({
  text: messageText,
  outcomes: fc.array(fc.constantFrom(...kinds, undefined), { minLength: 20, maxLength: 20 }),
  receiveCount: fc.integer({ min: 1, max: 60 }),
  age: fc.integer({ min: -1000, max: 30_000_000 }),
  redrives: fc.option(fc.nat(9), { nil: undefined }),
  chance: fc.double({ min: 0, max: 0.99, noNaN: true }),
});

type Situation = typeof situation extends fc.Arbitrary<infer Value> ? Value : never;

function settled({ text, outcomes, receiveCount, age, redrives, chance }: Situation) {
  const fates = new Map<SecretId, Fate>();
  for (const [index, id] of compromise(text).secrets.entries()) {
    const kind = outcomes[index];
    if (kind !== undefined) fates.set(id, fate(OUTCOMES[kind]));
  }
  const settlement = settle(delivery(text, { receiveCount, firstSentAt: NOW - age, redrives }), fates, new Map(), {
    maxReceiveCount: 50,
    giveUpAfterSeconds: 21_600,
    now: NOW,
    random: () => chance,
  });
  const outcomeOf = (id: SecretId): Outcome['kind'] => fates.get(id)?.outcome.kind ?? 'deferred';
  return { settlement, outcomeOf };
}

const DONE = new Set<string>(['disabled', 'already-disabled', 'would-disable', 'would-fail']);
const FINAL = new Set<string>([...DONE, 'not-found', 'access-denied', 'unresolved', 'rejected']);

test('no settlement loses or invents a secret: done, dead-lettered or still to be tried, each exactly once', () => {
  fc.assert(
    fc.property(situation, (at) => {
      const { settlement, outcomeOf } = settled(at);
      const named = compromise(at.text).secrets;
      const done = named.filter((id) => DONE.has(outcomeOf(id)));
      const dead = 'deadLetters' in settlement ? settlement.deadLetters.map(sent) : [];
      const left =
        settlement.kind === 'split' ? settlement.remainders.flatMap((each) => compromise(sent(each).body).secrets) : [];
      const stays = settlement.kind === 'hide' ? named : [];
      const accounted = [...done, ...dead.flatMap((letter) => compromise(letter.body).secrets), ...left, ...stays];
      expect(accounted.toSorted()).toEqual(named.toSorted());
    }),
  );
});

test('a final outcome is settled now, whatever else; anything else is dead-lettered only when given up', () => {
  fc.assert(
    fc.property(situation, (at) => {
      const { settlement, outcomeOf } = settled(at);
      const givenUp = at.age > 21_600_000 || at.receiveCount >= 50;
      const named = compromise(at.text).secrets;
      const open = named.filter((id) => !FINAL.has(outcomeOf(id)));
      const expected = givenUp || open.length === 0 ? 'acknowledge' : open.length < named.length ? 'split' : 'hide';
      expect(settlement.kind).toBe(expected);
      if (settlement.kind === 'split')
        expect(settlement.remainders.flatMap((each) => compromise(sent(each).body).secrets)).toEqual(open);
    }),
  );
});

test('a dead letter has a reason, at most ten attributes, none of them empty, and its one secret', () => {
  fc.assert(
    fc.property(situation, (at) => {
      const { settlement } = settled(at);
      for (const letter of 'deadLetters' in settlement ? settlement.deadLetters : []) {
        const { attributes, body } = sent(letter);
        expect(compromise(body).secrets.map(String)).toEqual([attributes['Identifier']]);
        expect(attributes['ErrorCode']).toMatch(/^(1005|1006|1010|unresolved|unavailable|unauthorized)$/);
        expect(attributes['Redrives']).toBe(String(at.redrives === undefined ? 0 : at.redrives + 1));
        expect(letter.attributes.length).toBeLessThanOrEqual(10);
        expect(letter.attributes.every(({ value }) => value !== '')).toBe(true);
      }
    }),
  );
});
