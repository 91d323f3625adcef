import fc from 'fast-check';
import { expect, test } from 'vitest';
import { retryAfterMs } from '../../../lib/vault/retry-after.ts';

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

test.each(['', 'soon', '-5', '+5', '1.5', '1e3', '0x10', 'Tuesday', '2026-11-24T09:31:00Z', '5, 6', 'NaN'])(
  '%j asks for nothing that can be read',
  (asked) => {
    expect(read(asked)).toBeUndefined();
  },
);

test('a pause of centuries is long, not none', () => {
  expect(read('99999999999')).toBeGreaterThan(900_000);
});

test('no header asks for nothing', () => {
  expect(retryAfterMs({}, NOW)).toBeUndefined();
});

test('whatever the header, reading it neither throws nor gives a negative wait', () => {
  const text = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.double().map(String),
    fc.date().map((date) => (Number.isNaN(date.getTime()) ? String(date) : date.toUTCString())),
    fc.string().map((rest) => `Mon, ${rest}`),
  );
  fc.assert(
    fc.property(text, text, fc.boolean(), (asked, reset, both) => {
      const headers = both ? { 'retry-after': asked, 'ratelimit-reset': reset } : { 'ratelimit-reset': reset };
      const wait = retryAfterMs(headers, NOW);
      if (wait !== undefined) expect(wait).toBeGreaterThanOrEqual(0);
    }),
  );
});
