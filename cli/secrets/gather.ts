import { distinct, type Named } from '../../lib/roster/named.ts';
import { counted, some } from '../wording.ts';
import { nameOf, readFileOfSecrets } from './file.ts';
import type { Naming } from './naming.ts';

/** A row that names nothing, by its place alone. */
export type Skipped = Readonly<{ file: string; place: string; fault: string }>;

export type Gathered =
  | { readonly kind: 'gathered'; readonly secrets: readonly Named[]; readonly skipped: readonly Skipped[] }
  /** A few lines that say what is wrong and what to do. */
  | { readonly kind: 'wrong'; readonly reason: string };

/**
 * All secrets that are named, on the command line first, once each.
 * @param nothing what a person is told has not been done where something is wrong: `Nothing was sent`
 */
export async function gather({ named, files, skipBad }: Naming, nothing: string): Promise<Gathered> {
  const secrets = [...named];
  const skipped: Skipped[] = [];
  for (const file of files) {
    const read = await readFileOfSecrets(file);
    if (read.kind === 'unclear') return { kind: 'wrong', reason: `${nameOf(file)} ${read.fault}. ${nothing}.` };
    for (const { place, read: row } of read.rows) {
      if (row.kind === 'named') secrets.push(row.named);
      else skipped.push({ file: nameOf(file), place, fault: row.fault });
    }
  }
  if (skipped.length > 0 && !skipBad) return { kind: 'wrong', reason: refusal(skipped, nothing) };
  if (secrets.length > 0) return { kind: 'gathered', secrets: distinct(secrets), skipped };
  return { kind: 'wrong', reason: `${files.map(nameOf).join(', ')}: no secret is named there. ${nothing}.` };
}

/** The rows that name nothing, a line each. */
export const inLines = (skipped: readonly Skipped[]): string =>
  some(
    skipped.map(({ file, place, fault }) => `${file}, ${place}: ${fault}`),
    '\n',
  );

const refusal = (skipped: readonly Skipped[], nothing: string): string =>
  `${inLines(skipped)}\n${nothing}: mend ${counted(skipped.length, 'row')}, or go on without with --skip-bad.`;
