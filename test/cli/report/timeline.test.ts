import { expect, test } from 'vitest';
import { beginOf, spanOf, stretchOf } from '../../../cli/report/timeline.ts';
import type { Outcome, Report } from '../../../lib/audit/standing.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 25) + seconds * 1000).toISOString();
const report = (firstSentAt: string, reportedAt?: string) => ({ firstSentAt, reportedAt, dryRun: false }) as Report;
const outcome = (settled: string, reportedAt?: string) => ({ at: settled, reportedAt }) as Outcome;

test.each([
  ['as it says', report(at(10), at(4)), 4],
  ['when it came in, where it says nothing', report(at(10)), 10],
  ['when it came in, where what it says is no date', report(at(10), 'yesterday'), 10],
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
  ['from the first report, where its own says nothing', outcome(at(30)), { seconds: 30, from: 0, length: 75 }],
  ['from the first report, where its own says nonsense', outcome(at(30), 'x'), { seconds: 30, from: 0, length: 75 }],
  [
    'from the first report, where its own says a later time',
    outcome(at(30), at(31)),
    { seconds: 30, from: 0, length: 75 },
  ],
  ['from the first report, where its own was before', outcome(at(30), at(-9)), { seconds: 30, from: 0, length: 75 }],
])('a stretch is counted %s', (_, settled, stretch) => {
  expect(stretchOf(settled, { begin: Date.parse(at(0)), end: Date.parse(at(40)) })).toEqual(stretch);
});

test('an incident that was over at once has its stretches, too', () => {
  const now = Date.parse(at(0));
  expect(stretchOf(outcome(at(0)), { begin: now, end: now })).toEqual({ seconds: 0, from: 0, length: 0 });
});
