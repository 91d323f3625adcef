import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs } from '../../../lib/disable/backoff.ts';

const DEFAULTS = { baseMs: 200, capMs: 5000 };

test.each([
  [0, 200],
  [1, 400],
  [2, 800],
  [3, 1600],
  [4, 3200],
  [5, 5000],
  [6, 5000],
  [2000, 5000],
])('the wait before retry %i is at most %i ms by the default settings', (retry, most) => {
  expect(backoffMs(retry, DEFAULTS, () => 1)).toBe(most);
});

test('full jitter: the wait may be nothing at all, and half the chance is half the wait', () => {
  expect(backoffMs(3, DEFAULTS, () => 0)).toBe(0);
  expect(backoffMs(3, DEFAULTS, () => 0.5)).toBe(800);
});

test('the wait is always between nothing and what the cap and the doubled base allow', () => {
  const number = fc.nat(900_000);
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.nat(100), number, number, chance, (retry, baseMs, capMs, drawn) => {
      const wait = backoffMs(retry, { baseMs, capMs }, () => drawn);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(Math.min(capMs, baseMs * 2 ** retry));
    }),
  );
});
