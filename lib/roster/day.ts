declare const parsed: unique symbol;

/** A day of the calendar, `2026-12-01`; days compare as texts do. */
export type Day = string & { readonly [parsed]: 'Day' };

/** Reads a day as ISO 8601 writes it; `undefined` for one that no calendar has. */
export function readDay(value: unknown): Day | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return undefined;
  const start = Date.parse(`${value}T00:00:00Z`);
  // Date takes the 30th of February for the 2nd of March.
  return !Number.isNaN(start) && dayOf(new Date(start)) === value ? (value as Day) : undefined;
}

const dayOf = (date: Date): Day => date.toISOString().slice(0, 10) as Day;

/**
 * The day that it is somewhere.
 * @param timeZone a name of the IANA time zone database; without one, that of this machine, which need not have a name
 */
export function today(now: Date, timeZone?: string): Day {
  const clock = new Intl.DateTimeFormat('en-US', {
    ...(timeZone === undefined ? {} : { timeZone }),
    calendar: 'iso8601',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const { year, month, day } = Object.fromEntries(clock.formatToParts(now).map(({ type, value }) => [type, value]));
  return `${year}-${month}-${day}` as Day;
}

/** The day that is so many days before another. */
export const daysBefore = (day: Day, days: number): Day =>
  dayOf(new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000));

/** The last day that a row gives for somebody. The fault is the rule that was broken, and repeats nothing of what stood there. */
export type ReadLastDay =
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'none' }
  | { readonly kind: 'bad'; readonly fault: string };

/** @param values everything that stands under a name for it; an empty cell, or a `null`, gives nothing */
export function readLastDay(values: readonly unknown[]): ReadLastDay {
  const [value, ...more] = values.filter((each) => each !== undefined && each !== null && each !== '');
  if (value === undefined) return { kind: 'none' };
  if (more.length > 0) return { kind: 'bad', fault: 'gives the last day more than once' };
  const day = readDay(value);
  if (day === undefined) return { kind: 'bad', fault: 'the last day must be a date like 2026-12-01' };
  return { kind: 'day', day };
}
