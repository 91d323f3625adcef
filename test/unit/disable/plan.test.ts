import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plan } from '../../../lib/disable/plan.ts';
import { secret, secrets } from '../../support/messages.ts';

test('a message with 500 secrets does not hold up one with a single secret', () => {
  expect(plan([secrets(500), [secret(900)]]).indexOf(secret(900))).toBe(1);
});

test('messages take turns, and within a message the order stays', () => {
  expect(plan([secrets(3, 10), secrets(2, 20), secrets(1, 30)])).toEqual([10, 20, 30, 11, 21, 12]);
});

test('a secret that several messages name is one piece of work', () => {
  expect(plan([secrets(3), secrets(3, 2), secrets(1)])).toEqual([1, 2, 3, 4]);
});

test.each([
  ['no message', []],
  ['messages without secrets', [[], []]],
])('%s: nothing to do', (_, messages) => {
  expect(plan(messages)).toEqual([]);
});

test('nothing is lost, invented or done twice', () => {
  const message = fc.array(fc.integer({ min: 1, max: 30 }).map(secret), { maxLength: 20 });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 10 }), (messages) => {
      const order = plan(messages);
      expect(new Set(order)).toEqual(new Set(messages.flat()));
      expect(new Set(order).size).toBe(order.length);
    }),
  );
});
