import fc from 'fast-check';
import { expect, test } from 'vitest';
import { delaySeconds } from '../../../lib/settle/delay.ts';

const longest = () => 1 - Number.EPSILON;

test.each([
  [1, 30],
  [2, 60],
  [3, 120],
  [4, 240],
  [5, 480],
  [6, 900],
  [7, 900],
  [50, 900],
  [5000, 900],
])('at receive count %i a young message waits %i s, less a tenth to a half by chance', (receiveCount, nominal) => {
  expect(delaySeconds(receiveCount, 0, longest)).toBe(0.9 * nominal);
  expect(delaySeconds(receiveCount, 0, () => 0)).toBe(0.5 * nominal);
});

test('what half an hour of outage has put off at its end comes again early enough to be done in a quarter of an hour', () => {
  expect(delaySeconds(50, 1_800_000, longest)).toBe(810);
});

test.each([
  ['10 minutes', 600, 150],
  ['an hour', 3600, 900],
  ['6 hours', 21_600, 900],
])('a remainder that is %s old waits at least a quarter of that, up to 15 minutes', (_, age, least) => {
  expect(delaySeconds(1, age * 1000, () => 0)).toBe(least);
});

test('the chance counts on top of the age, too, so that an outage does not end in a herd', () => {
  expect(delaySeconds(1, 600_000, longest)).toBeGreaterThan(delaySeconds(1, 600_000, () => 0));
});

test('a message from the future waits as a new one', () => {
  expect(delaySeconds(1, -5000, () => 0)).toBe(15);
});

test('it is always a whole number of seconds that SQS takes, and never less than a quarter of the age', () => {
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.nat(2000), fc.integer({ min: -10_000, max: 2_000_000_000 }), chance, (count, ageMs, drawn) => {
      const delay = delaySeconds(count, ageMs, () => drawn);
      expect(Number.isInteger(delay)).toBe(true);
      expect(delay).toBeGreaterThan(0);
      expect(delay).toBeLessThanOrEqual(900);
      expect(delay).toBeGreaterThanOrEqual(Math.min(900, ageMs / 4000));
    }),
  );
});
