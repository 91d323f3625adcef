import { expect, test } from 'vitest';
import { beginOf, spanOf, stretchOf } from '../../../cli/report/timeline.ts';
import type { Report } from '../../../lib/audit/reports.ts';
import type { Outcome } from '../../../lib/audit/standing.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 25) + seconds * 1000).toISOString();
const report = (firstSentAt: string, reportedAt?: string) => ({ firstSentAt, reportedAt, dryRun: false }) as Report;
const outcome = (settled: string, reportedAt?: string, firstSentAt = at(20)) =>
  ({ at: settled, reportedAt, firstSentAt }) as Outcome;

test.each([
  ['as it says', report(at(10), at(4)), 4],
  ['when it came in, where it says nothing', report(at(10)), 10],
  ['when it came in, where what it says is no date', report(at(10), 'yesterday'), 10],
  ['when it came in, where what it says is no time', report(at(10), '2026'), 10],
  ['when it came in, where it says a later time', report(at(10), at(11)), 10],
])('something was reported %s', (_, reported, seconds) => {
  expect(new Date(beginOf(reported)).toISOString()).toBe(at(seconds));
});

test('an incident goes from its first report to its last outcome', () => {
  const span = spanOf([report(at(10)), report(at(5))], [outcome(at(20)), outcome(at(45))]);
  expect(span).toEqual({ begin: Date.parse(at(5)), end: Date.parse(at(45)) });
  expect(spanOf([], [outcome(at(20))])).toBeUndefined();
  expect(spanOf([report(at(5))], [])).toBeUndefined();
});

test.each([
  ['from its own report', outcome(at(30), at(10)), { seconds: 20, from: 25, length: 50 }],
  ['from when it was sent, where its report says nothing', outcome(at(30)), { seconds: 10, from: 50, length: 25 }],
  ['from when it was sent, where its report says no date', outcome(at(30), '5'), { seconds: 10, from: 50, length: 25 }],
  [
    'from when it was sent, where its report says later',
    outcome(at(30), at(31)),
    { seconds: 10, from: 50, length: 25 },
  ],
  ['from the first report, where its own was before', outcome(at(30), at(-9)), { seconds: 30, from: 0, length: 75 }],
  ['as nothing, where clocks differ', outcome(at(30), at(35), at(34)), { seconds: 0, from: 75, length: 0 }],
])('a stretch is counted %s', (_, settled, stretch) => {
  expect(stretchOf(settled, { begin: Date.parse(at(0)), end: Date.parse(at(40)) })).toEqual(stretch);
});

test('an incident that was over at once has its stretches, too', () => {
  const now = Date.parse(at(0));
  expect(stretchOf(outcome(at(0)), { begin: now, end: now })).toEqual({ seconds: 0, from: 0, length: 0 });
});
