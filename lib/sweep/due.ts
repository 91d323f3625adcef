import { type Day, daysBefore } from '../roster/day.ts';
import { distinct, type Named } from '../roster/named.ts';
import type { Row } from '../roster/rows.ts';

/** A row that a person has to mend, by its place alone. */
export type BadRow = Readonly<{ place: string; fault: string }>;

/** What is to be disabled, by the last day of whom it belongs to, and what cannot be read. */
export type Due = Readonly<{ days: ReadonlyMap<Day, readonly Named[]>; bad: readonly BadRow[] }>;

/**
 * Picks the rows whose day has come: this day's, and those of some days before it. A row of which the day cannot be read may be
 * one of them, so it is bad; one whose day has long passed is nobody's trouble any more.
 */
export function due(rows: readonly Row[], today: Day, lookBackDays: number): Due {
  const earliest = daysBefore(today, lookBackDays);
  const days = new Map<Day, Named[]>();
  const bad: BadRow[] = [];
  for (const { place, read, lastDay } of rows) {
    if (lastDay.kind === 'day' && lastDay.day < earliest) continue;
    if (read.kind === 'bad') bad.push({ place, fault: read.fault });
    else if (lastDay.kind === 'bad') bad.push({ place, fault: lastDay.fault });
    else if (lastDay.kind === 'none') bad.push({ place, fault: 'gives no last day' });
    else if (lastDay.day <= today) {
      // In place: a list copied for each of its rows would take minutes where it is long.
      const named = days.get(lastDay.day) ?? [];
      named.push(read.named);
      days.set(lastDay.day, named);
    }
  }
  return { days: new Map([...days].map(([day, named]) => [day, distinct(named)])), bad };
}
