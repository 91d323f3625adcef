import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askedWaitMs, retryAfterMs } from '../../../lib/vault/retry-after.ts';
import { pause } from '../../support/arbitraries.ts';

const NOW = Date.parse('2026-11-24T09:30:00Z');

const read = (asked: string) => retryAfterMs({ 'retry-after': asked }, NOW);

test.each([
  ['0', 0],
  ['1', 1000],
  [' 120 ', 120_000],
  ['Tue, 24 Nov 2026 09:31:00 GMT', 60_000],
  ['Tuesday, 24-Nov-26 09:31:00 GMT', 60_000],
  ['Tue Nov 24 09:31:00 2026', 60_000],
  ['Tue, 24 Nov 2026 09:29:00 GMT', 0],
  ['Fri, 31 Dec 1999 23:59:59 GMT', 0],
])('%j is %i ms', (asked, ms) => {
  expect(read(asked)).toBe(ms);
});

test('a date without a zone is in UTC, wherever the function runs', () => {
  const zone = process.env['TZ'];
  process.env['TZ'] = 'Asia/Tokyo';
  try {
    expect(read('Tue Nov 24 09:31:00 2026')).toBe(60_000);
  } finally {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  }
});

test.each([
  '',
  'soon',
  '-5',
  '+5',
  '1.5',
  '1e3',
  '0x10',
  'Tuesday',
  '2026-11-24T09:31:00Z',
  '24 Nov 2026 09:31:00 (Tue)',
  '5, 6',
  'NaN',
])('%j asks for nothing that can be read', (asked) => {
  expect(read(asked)).toBeUndefined();
});

test('a pause of centuries is long, not none', () => {
  expect(read('99999999999')).toBeGreaterThan(900_000);
});

test('no header asks for nothing', () => {
  expect(retryAfterMs({}, NOW)).toBeUndefined();
});

test.each([20, 306, 400])('so is one of %i digits, and still a number', (digits) => {
  expect(read('9'.repeat(digits))).toBeGreaterThan(900_000);
  expect(read('9'.repeat(digits))).toBeLessThan(Number.POSITIVE_INFINITY);
});

test('whatever the headers, a pause is a number of milliseconds, and never less than none', () => {
  const headers = fc.record({ 'retry-after': pause, 'ratelimit-reset': pause }, { requiredKeys: [] });
  fc.assert(
    fc.property(fc.constantFrom(429, 503), headers, fc.maxSafeNat(), (status, asked, now) => {
      const waits = [retryAfterMs(asked, now), askedWaitMs({ status, headers: asked }, now)];
      for (const wait of waits) expect(wait === undefined || (Number.isFinite(wait) && wait >= 0)).toBe(true);
    }),
  );
});
