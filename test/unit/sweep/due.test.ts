import { expect, test } from 'vitest';
import { readDay } from '../../../lib/roster/day.ts';
import { readText } from '../../../lib/roster/read.ts';
import { due } from '../../../lib/sweep/due.ts';

/** What is due on the first of December, with two days to look back. */
function dueOf(text: string) {
  const list = readText('leavers.csv', text);
  const today = readDay('2026-12-01');
  if (list.kind === 'unclear' || today === undefined) throw new Error('no list');
  const { days, bad } = due(list.rows, today, 2);
  return { days: Object.fromEntries(days), bad };
}

test('who leaves today, and who left on one of the days before it, is due; nobody else is', () => {
  const text = `tag,last_day
five,2026-11-28
four,2026-11-29
three,2026-11-30
two,2026-12-01
one,2026-12-02
`;
  expect(dueOf(text)).toEqual({
    days: { '2026-11-29': [{ tag: 'four' }], '2026-11-30': [{ tag: 'three' }], '2026-12-01': [{ tag: 'two' }] },
    bad: [],
  });
});

test('what is named twice for a day is due once', () => {
  expect(dueOf('id,date\n5,2026-12-01\n7,2026-12-01\n5,2026-12-01\n').days).toEqual({
    '2026-12-01': [{ identifier: 5 }, { identifier: 7 }],
  });
});

test('a row that may be of today is bad where it cannot be read, and so is one of a day to come', () => {
  expect(dueOf('id,date\nx,2026-12-01\n5,tomorrow\n5,\ny,2026-12-24\n7,2026-12-01\n')).toEqual({
    days: { '2026-12-01': [{ identifier: 7 }] },
    bad: [
      { place: 'line 2', fault: expect.stringContaining('the identifier must be') },
      { place: 'line 3', fault: expect.stringContaining('must be a date like') },
      { place: 'line 4', fault: 'gives no last day' },
      { place: 'line 5', fault: expect.stringContaining('the identifier must be') },
    ],
  });
});

test('a row whose day has long passed is nobody’s trouble, whatever else stands in it', () => {
  expect(dueOf('id,date\nx,2025-12-01\n')).toEqual({ days: {}, bad: [] });
});

test('a list as long as the function reads one is read in time, all of it of one day', () => {
  const rows = Array.from({ length: 60_000 }, (_, index) => `${index + 1},2026-12-01\n`);
  expect(dueOf(`id,date\n${rows.join('')}`).days['2026-12-01']).toHaveLength(60_000);
}, 10_000);
