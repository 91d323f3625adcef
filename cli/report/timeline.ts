import type { Report } from '../../lib/audit/reports.ts';
import type { Outcome } from '../../lib/audit/standing.ts';
import { readMoment } from '../../lib/message/moment.ts';

/** From when to when a secret was known to be leaked and not settled, as parts of the whole incident. */
export type Stretch = Readonly<{
  /** Seconds from its first report to its last outcome. */
  seconds: number;
  /** Where the stretch begins and how long it is, in hundredths of the incident. */
  from: number;
  length: number;
}>;

/** The beginning of an incident and its last known moment, in milliseconds since the epoch. */
export type Span = Readonly<{ begin: number; end: number }>;

/** From the first report to the last outcome; `undefined` where nothing is known of either. */
export function spanOf(reports: readonly Report[], outcomes: readonly Outcome[]): Span | undefined {
  const begins = reports.map(beginOf);
  const ends = outcomes.map(({ at }) => Date.parse(at));
  if (begins.length === 0 || ends.length === 0) return undefined;
  const begin = Math.min(...begins);
  return { begin, end: Math.max(begin, ...ends) };
}

/** When something was reported: as the report says, unless that is no date and time, or later than it was sent. */
export function beginOf({ reportedAt, firstSentAt }: Pick<Report | Outcome, 'reportedAt' | 'firstSentAt'>): number {
  const sent = Date.parse(firstSentAt);
  return Math.min(sent, readMoment(reportedAt) ?? sent);
}

/** The stretch of one outcome. */
export function stretchOf(outcome: Outcome, { begin, end }: Span): Stretch {
  const settled = Date.parse(outcome.at);
  const known = Math.min(settled, Math.max(begin, beginOf(outcome)));
  const whole = Math.max(1, end - begin);
  const part = (ms: number) => Math.round((10_000 * ms) / whole) / 100;
  return {
    seconds: Math.round((settled - known) / 100) / 10,
    from: part(known - begin),
    length: part(settled - known),
  };
}
