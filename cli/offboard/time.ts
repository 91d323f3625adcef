import { type Day, readDay } from '../../lib/roster/day.ts';
import { type Wrong, wrong } from '../typed.ts';

/** A moment, the day that it is on where it was meant, and how it was given, for a person. */
export type Planned = Readonly<{ at: Date; day: Day; typed: string }>;

type ReadTime = { readonly kind: 'time'; readonly planned: Planned } | Wrong;

const FORM = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d)?$/;

/** The least and the most that it may be ahead, in milliseconds. */
const SOONEST = 60_000;
const LATEST = 366 * 86_400_000;

/**
 * Reads when something is to be done: ISO 8601 with an offset, or a local time and the zone that it is meant in.
 * @param timeZone a name of the IANA time zone database
 */
export function readTime(text: string, timeZone: string | undefined, now: Date): ReadTime {
  const [, date, hour, minute, second = '00', offset] = FORM.exec(text) ?? [];
  if (date === undefined) {
    return wrong('--at must be a date, T and a time, with an offset or Z: for example 2026-12-01T18:00+01:00.');
  }
  const written = `${date}T${hour}:${minute}:${second}`;
  // Date takes the 30th of February for the 2nd of March, and 24:00 for the next day.
  const wall = Date.parse(`${written}Z`);
  const day = readDay(date);
  if (day === undefined || Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 19) !== written) {
    return wrong('--at names a date or a time of day that does not exist.');
  }
  const read = offset === undefined ? readLocal(wall, timeZone) : readOffset(wall, offset, timeZone);
  if (typeof read !== 'number') return read;
  const ahead = read - now.getTime();
  if (ahead < 0) return wrong(`--at is in the past: it is ${instant(now)} now. To disable at once, use revoke send.`);
  if (ahead < SOONEST) return wrong('--at must be at least a minute ahead. To disable at once, use revoke send.');
  if (ahead > LATEST) return wrong('--at is more than a year ahead, which mostly is a slip: check the year.');
  const typed = timeZone === undefined ? text : `${text} in ${timeZone}`;
  return { kind: 'time', planned: { at: new Date(read), day, typed } };
}

/** A moment in UTC, to the second: `2026-12-01T17:00:00Z`. */
export const instant = (at: Date): string => at.toISOString().replace(/\.\d+/, '');

function readOffset(wall: number, offset: string, timeZone: string | undefined): number | Wrong {
  if (timeZone !== undefined) return wrong('--at has an offset already: leave out the offset or --time-zone.');
  if (offset === 'Z') return wall;
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  // No place on earth is further from UTC.
  if (hours > 14 || minutes > 59) return wrong('--at has an offset that does not exist: for example +01:00 or -05:00.');
  return wall - (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

const DAY_MS = 86_400_000;

/** A clock that is put forward leaves times out, and one that is put back shows some twice. */
function readLocal(wall: number, timeZone: string | undefined): number | Wrong {
  if (timeZone === undefined) {
    return wrong('--at does not say in which time zone: add an offset, as in +01:00, or Z for UTC, or --time-zone.');
  }
  const offsetAt = offsetsOf(timeZone);
  if (offsetAt === undefined) return wrong('--time-zone must be a name like Europe/Berlin or America/New_York.');
  const offsets = new Set([offsetAt(wall - DAY_MS), offsetAt(wall + DAY_MS)]);
  const moments = [...offsets].map((offset) => wall - offset).filter((at) => wall - at === offsetAt(at));
  const [moment, other] = moments;
  if (moment === undefined) return wrong('--at does not exist in that time zone: the clock is put forward past it.');
  if (other === undefined) return moment;
  const both = moments.toSorted((one, two) => one - two).map((at) => instant(new Date(at)));
  return wrong(`--at is twice in that time zone, as the clock is put back: say ${both.join(' or ')}.`);
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds; `undefined` where there is no such zone. */
function offsetsOf(timeZone: string): ((at: number) => number) | undefined {
  try {
    const clock = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    return (at) => {
      const shown = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
      const { year = 0, month = 1, day, hour, minute, second } = shown;
      return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
    };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
