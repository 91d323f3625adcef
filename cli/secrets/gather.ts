import type { SendOptions } from '../send/arguments.ts';
import { counted, some } from '../wording.ts';
import { nameOf, readFileOfSecrets } from './file.ts';
import { distinct, type Named } from './named.ts';

/** A row that names nothing, by its place alone. */
export type Skipped = Readonly<{ file: string; place: string; fault: string }>;

export type Gathered =
  | { readonly kind: 'gathered'; readonly secrets: readonly Named[]; readonly skipped: readonly Skipped[] }
  /** A few lines that say what is wrong and what to do. */
  | { readonly kind: 'wrong'; readonly reason: string };

/** All secrets that are named, on the command line first, once each. */
export async function gather({
  named,
  files,
  skipBad,
}: Pick<SendOptions, 'named' | 'files' | 'skipBad'>): Promise<Gathered> {
  const secrets = [...named];
  const skipped: Skipped[] = [];
  for (const file of files) {
    const read = await readFileOfSecrets(file);
    if (read.kind === 'unclear') return { kind: 'wrong', reason: `${nameOf(file)} ${read.fault}. Nothing was sent.` };
    for (const { place, read: row } of read.rows) {
      if (row.kind === 'named') secrets.push(row.named);
      else skipped.push({ file: nameOf(file), place, fault: row.fault });
    }
  }
  if (skipped.length > 0 && !skipBad) return { kind: 'wrong', reason: refusal(skipped) };
  if (secrets.length > 0) return { kind: 'gathered', secrets: distinct(secrets), skipped };
  return { kind: 'wrong', reason: `${files.map(nameOf).join(', ')}: no secret is named there. Nothing was sent.` };
}

/** The rows that name nothing, a line each. */
export const inLines = (skipped: readonly Skipped[]): string =>
  some(
    skipped.map(({ file, place, fault }) => `${file}, ${place}: ${fault}`),
    '\n',
  );

const refusal = (skipped: readonly Skipped[]): string =>
  `${inLines(skipped)}\nNothing was sent: mend ${counted(skipped.length, 'row')}, or go on without with --skip-bad.`;
