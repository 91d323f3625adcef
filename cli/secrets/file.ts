import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { readCsv } from './csv.ts';
import { parseJson, readJson, readJsonLines } from './json.ts';
import { type Rows, unclear } from './rows.ts';

/** What a file is called where it is spoken of; `-` is standard input. */
export const nameOf = (file: string): string => (file === '-' ? 'Standard input' : file);

/** Reads the secrets that a file names: CSV, JSON, JSON Lines, or a list of identifiers. */
export async function readFileOfSecrets(file: string): Promise<Rows> {
  try {
    const bytes = file === '-' ? await buffer(process.stdin) : await readFile(file);
    return readSecrets(file, new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof TypeError) return unclear('is not text in UTF-8; save it as UTF-8');
    if (!(error instanceof Error && 'code' in error)) throw error;
    return unclear(`cannot be read: ${UNREADABLE.get(String(error.code)) ?? String(error.code)}`);
  }
}

const UNREADABLE: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file; check its path'],
  ['EACCES', 'you may not read it; check its permissions'],
  ['EISDIR', 'it is a directory; name a file in it'],
]);

/** Reads a file's text by what it looks like; only JSON Lines may be known by its name. Pure. */
export function readSecrets(file: string, text: string): Rows {
  if (/\.(jsonl|ndjson)$/i.test(file)) return readJsonLines(text);
  if (!/^\s*[[{]/.test(text)) return readCsv(text);
  const [first = ''] = text.trimStart().split('\n', 1);
  return parseJson(text) === undefined && parseJson(first) !== undefined ? readJsonLines(text) : readJson(text);
}
