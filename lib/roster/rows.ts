import type { ReadLastDay } from './day.ts';
import type { ReadNamed } from './named.ts';

/** One place of a file, and what it names. */
export type Row = Readonly<{
  /** `line 3`, or `entry 3` of a list in JSON. */
  place: string;
  read: ReadNamed;
  /** For who reads lists of leavers. */
  lastDay: ReadLastDay;
}>;

/** A file's text, read. `unclear`: it cannot be said what is a row, so that nothing in it can be gone by. */
export type Rows =
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  | { readonly kind: 'unclear'; readonly fault: string };

export const unclear = (fault: string): Rows => ({ kind: 'unclear', fault });

/** Of a row that says nothing of it. */
export const NO_DAY: ReadLastDay = { kind: 'none' };
