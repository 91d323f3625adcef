import { expect, test } from 'vitest';
import { daysBefore, readDay, readLastDay, today } from '../../../lib/roster/day.ts';

test.each([
  ['2026-12-01', '2026-12-01'],
  ['2028-02-29', '2028-02-29'],
  ['2027-02-29', undefined],
  ['2026-13-01', undefined],
  ['2026-00-10', undefined],
  ['26-12-01', undefined],
  ['2026-12-01T18:00', undefined],
  ['01.12.2026', undefined],
  ['12/01/2026', undefined],
  [20261201, undefined],
  [null, undefined],
])('%j is read as %j', (value, day) => {
  expect(readDay(value)).toBe(day);
});

test.each([
  ['2026-12-01T23:30:00Z', 'UTC', '2026-12-01'],
  ['2026-12-01T23:30:00Z', 'Europe/Berlin', '2026-12-02'],
  ['2026-12-01T04:30:00Z', 'America/New_York', '2026-11-30'],
  ['2026-12-31T10:30:00Z', 'Pacific/Kiritimati', '2027-01-01'],
])('at %s it is in %s the day %s', (now, timeZone, day) => {
  expect(today(new Date(now), timeZone)).toBe(day);
});

test('days are counted back over the ends of months and of years', () => {
  const day = readDay('2028-03-01');
  expect(day && [daysBefore(day, 0), daysBefore(day, 1), daysBefore(day, 61)]).toEqual([
    '2028-03-01',
    '2028-02-29',
    '2027-12-31',
  ]);
});

test('a last day that cannot be read is bad, and its fault does not repeat it', () => {
  expect(readLastDay(['sk_live_1'])).toEqual({ kind: 'bad', fault: 'the last day must be a date like 2026-12-01' });
});
