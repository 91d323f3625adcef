import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deadlines } from '../../../functions/deadlines.ts';

test('work ends early enough that settling fits in, and settling early enough for the answer', () => {
  expect(deadlines(1000, 60_000, 3000)).toEqual({ work: 61_000 - 3200, settle: 61_000 - 200 });
});

test('however long settling takes, half of the time is for the work', () => {
  expect(deadlines(0, 10_000, 30_000)).toEqual({ work: 5000, settle: 9800 });
});

test('with hardly any time left, a part of it is for each', () => {
  expect(deadlines(0, 100, 300)).toEqual({ work: 50, settle: 75 });
});

test('work never ends before now, settling never before work, and nothing after Lambda ends it', () => {
  fc.assert(
    fc.property(fc.nat(900_000), fc.nat(1_000_000), (remaining, settling) => {
      const { work, settle } = deadlines(0, remaining, settling);
      expect(work).toBeGreaterThanOrEqual(0);
      expect(settle).toBeGreaterThanOrEqual(work);
      expect(settle).toBeLessThanOrEqual(remaining);
    }),
  );
});
