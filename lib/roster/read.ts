import { readCsv } from './csv.ts';
import { parseJson, readJson, readJsonLines } from './json.ts';
import { type Rows, unclear } from './rows.ts';

/** Reads the bytes of a list: text in UTF-8, with or without a mark of byte order. `name`: of the file. */
export function readList(name: string, bytes: Uint8Array): Rows {
  try {
    return readText(name, new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof TypeError) return unclear('is not text in UTF-8; save it as UTF-8');
    throw error;
  }
}

/** Reads a list's text by what it looks like; only JSON Lines may be known by the name of the file. */
export function readText(name: string, text: string): Rows {
  if (/\.(jsonl|ndjson)$/i.test(name)) return readJsonLines(text);
  if (!/^\s*[[{]/.test(text)) return readCsv(text);
  const [first = ''] = text.trimStart().split('\n', 1);
  return parseJson(text) === undefined && parseJson(first) !== undefined ? readJsonLines(text) : readJson(text);
}
