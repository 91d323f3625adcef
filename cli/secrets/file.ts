import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { readList } from '../../lib/roster/read.ts';
import { type Rows, unclear } from '../../lib/roster/rows.ts';

/** What a file is called where it is spoken of; `-` is standard input. */
export const nameOf = (file: string): string => (file === '-' ? 'Standard input' : file);

/** Reads the secrets that a file names: CSV, JSON, JSON Lines, or a list of identifiers. */
export async function readFileOfSecrets(file: string): Promise<Rows> {
  try {
    return readList(file, file === '-' ? await buffer(process.stdin) : await readFile(file));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return unclear(`cannot be read: ${UNREADABLE.get(String(error.code)) ?? String(error.code)}`);
  }
}

const UNREADABLE: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file; check its path'],
  ['EACCES', 'you may not read it; check its permissions'],
  ['EISDIR', 'it is a directory; name a file in it'],
]);
