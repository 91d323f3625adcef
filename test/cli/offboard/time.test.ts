import { expect, test } from 'vitest';
import { readTime } from '../../../cli/offboard/time.ts';

const NOW = new Date('2026-11-25T15:07:00Z');

const read = (text: string, timeZone?: string) => {
  const time = readTime(text, timeZone, NOW);
  return time.kind === 'time' ? time.planned.at.toISOString() : time.reason;
};

test.each([
  ['2026-12-01T18:00+01:00', undefined, '2026-12-01T17:00:00.000Z'],
  ['2026-12-01T18:00:30Z', undefined, '2026-12-01T18:00:30.000Z'],
  ['2026-12-01T00:30-05:30', undefined, '2026-12-01T06:00:00.000Z'],
  ['2026-12-01T18:00', 'Europe/Berlin', '2026-12-01T17:00:00.000Z'],
  ['2027-07-01T18:00', 'Europe/Berlin', '2027-07-01T16:00:00.000Z'],
  ['2026-12-01T18:00', 'America/New_York', '2026-12-01T23:00:00.000Z'],
  ['2026-12-01T18:00', 'Asia/Kathmandu', '2026-12-01T12:15:00.000Z'],
  ['2026-12-01T18:00', 'Pacific/Kiritimati', '2026-12-01T04:00:00.000Z'],
  ['2026-12-01T18:00', 'UTC', '2026-12-01T18:00:00.000Z'],
  // The last moment before the clocks of Berlin are put forward, and the first one after it.
  ['2027-03-28T01:59:59', 'Europe/Berlin', '2027-03-28T00:59:59.000Z'],
  ['2027-03-28T03:00', 'Europe/Berlin', '2027-03-28T01:00:00.000Z'],
  // Around those that they show twice.
  ['2027-10-31T01:59:59', 'Europe/Berlin', '2027-10-30T23:59:59.000Z'],
  ['2027-10-31T03:00', 'Europe/Berlin', '2027-10-31T02:00:00.000Z'],
  // By half an hour only, and in the southern summer.
  ['2027-04-04T02:00', 'Australia/Lord_Howe', '2027-04-03T15:30:00.000Z'],
])('%s in %s is %s', (text, timeZone, at) => {
  expect(read(text, timeZone)).toBe(at);
});

test('a time that is twice on the clocks is refused with both, each of which can be given as it stands', () => {
  const reason = read('2027-10-31T02:30', 'Europe/Berlin');
  const both = [...reason.matchAll(/\S+Z/g)].map(([moment]) => read(moment));
  expect(both).toEqual(['2027-10-31T00:30:00.000Z', '2027-10-31T01:30:00.000Z']);
});

test.each([
  ['2027-03-28T02:00', 'Europe/Berlin', /does not exist in that time zone/],
  ['2027-03-28T02:59:59', 'Europe/Berlin', /does not exist in that time zone/],
  ['2027-10-31T02:00', 'Europe/Berlin', /is twice/],
  ['2027-10-31T02:59:59', 'Europe/Berlin', /is twice/],
  ['2027-04-04T01:45', 'Australia/Lord_Howe', /is twice/],
  ['2026-12-01T18:00', undefined, /which time zone: add an offset/],
  ['2026-12-01T18:00', 'Berlin', /--time-zone must be a name/],
  ['2026-12-01T18:00Z', 'Europe/Berlin', /has an offset already/],
  ['2026-12-01T18:00+15:00', undefined, /offset that does not exist/],
  ['2026-12-01T18:00+01:60', undefined, /offset that does not exist/],
  ['2027-02-29T18:00Z', undefined, /does not exist/],
  ['2026-12-01T24:00Z', undefined, /does not exist/],
  ['2026-13-01T18:00Z', undefined, /does not exist/],
  ['2026-12-01', undefined, /must be a date, T and a time/],
  ['2026-12-01 18:00Z', undefined, /must be a date, T and a time/],
  ['tomorrow', undefined, /must be a date, T and a time/],
  ['2026-11-25T15:06:59Z', undefined, /in the past: it is 2026-11-25T15:07:00Z now.* revoke send/],
  ['2026-11-25T16:06+01:00', undefined, /in the past/],
  ['2026-11-25T15:07:59Z', undefined, /at least a minute ahead/],
  ['2027-11-27T15:07Z', undefined, /more than a year ahead/],
])('%s in %s is refused', (text, timeZone, reason) => {
  expect(read(text, timeZone)).toMatch(reason);
});

test('a minute ahead is far enough, and so is a year near enough', () => {
  expect(read('2026-11-25T15:08:00Z')).toBe('2026-11-25T15:08:00.000Z');
  expect(read('2027-11-26T15:07:00Z')).toBe('2027-11-26T15:07:00.000Z');
});
