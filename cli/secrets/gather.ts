import type { Day, ReadLastDay } from '../../lib/roster/day.ts';
import { distinct, type Named } from '../../lib/roster/named.ts';
import { counted, some } from '../wording.ts';
import { nameOf, readFileOfSecrets } from './file.ts';
import type { Naming } from './naming.ts';

/** What is wrong with a row, by its place alone. */
type Faulty = Readonly<{ file: string; place: string; fault: string }>;

/** A row that names nothing. */
export type Skipped = Faulty;

export type Gathered =
  | { readonly kind: 'gathered'; readonly secrets: readonly Named[]; readonly skipped: readonly Skipped[] }
  /** A few lines that say what is wrong and what to do. */
  | { readonly kind: 'wrong'; readonly reason: string };

/**
 * All secrets that are named, on the command line first, once each.
 * @param nothing what a person is told has not been done where something is wrong: `Nothing was sent`
 * @param day on which they are to be disabled; `undefined` where nothing is
 */
export async function gather(
  { named, files, skipBad, ignoreDates }: Naming,
  nothing: string,
  day: Day | undefined,
): Promise<Gathered> {
  const secrets = [...named];
  const skipped: Skipped[] = [];
  const early: Faulty[] = [];
  for (const file of files) {
    const read = await readFileOfSecrets(file);
    if (read.kind === 'unclear') return { kind: 'wrong', reason: `${nameOf(file)} ${read.fault}. ${nothing}.` };
    for (const { place, read: row, lastDay } of read.rows) {
      const at = { file: nameOf(file), place };
      if (row.kind === 'named') secrets.push(row.named);
      else skipped.push({ ...at, fault: row.fault });
      const fault = day === undefined || row.kind !== 'named' ? undefined : tooEarly(lastDay, day);
      if (fault !== undefined) early.push({ ...at, fault });
    }
  }
  if (skipped.length > 0 && !skipBad) return { kind: 'wrong', reason: refusal(skipped, nothing) };
  if (early.length > 0 && !ignoreDates) return { kind: 'wrong', reason: refusalOfEarly(early, nothing) };
  if (secrets.length > 0) return { kind: 'gathered', secrets: distinct(secrets), skipped };
  return { kind: 'wrong', reason: `${files.map(nameOf).join(', ')}: no secret is named there. ${nothing}.` };
}

/** Why nobody can want the secret of a row to be disabled on a day; `undefined` where nothing speaks against it. */
function tooEarly(lastDay: ReadLastDay, day: Day): string | undefined {
  switch (lastDay.kind) {
    case 'none':
      return undefined;
    case 'day':
      return lastDay.day > day ? `has its last day on ${lastDay.day}, later than ${day}` : undefined;
    case 'bad':
      return lastDay.fault;
  }
}

/** Rows and what is wrong with them, a line each. */
export const inLines = (faulty: readonly Faulty[]): string =>
  some(
    faulty.map(({ file, place, fault }) => `${file}, ${place}: ${fault}`),
    '\n',
  );

const refusal = (skipped: readonly Skipped[], nothing: string): string =>
  `${inLines(skipped)}\n${nothing}: mend ${counted(skipped.length, 'row')}, or go on without with --skip-bad.`;

const refusalOfEarly = (early: readonly Faulty[], nothing: string): string =>
  `${inLines(early)}\n${nothing}: leave ${counted(early.length, 'row')} out, or have them disabled on that day all the same with --ignore-dates.`;
