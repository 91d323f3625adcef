import { parseExactly } from '../message/exact-json.ts';
import { fieldsOf, givenTwice, lastDayOf, saysDryRun } from './columns.ts';
import { readNamed } from './named.ts';
import { NO_DAY, type Row, type Rows, unclear } from './rows.ts';

/** Reads JSON: a list, an object with one as its `secrets`, as a message has it, or an object that names one secret. */
export function readJson(text: string): Rows {
  const document = parseJson(text);
  if (document === undefined) return unclear('is not JSON, or breaks off');
  if (isObject(document) && saysDryRun(Object.keys(document))) return unclear(DRY_RUN);
  const entries = entriesOf(document);
  if (!Array.isArray(entries)) return unclear('has something else than a list under secrets');
  return {
    kind: 'rows',
    rows: entries.map((entry, index) => ({ place: `entry ${index + 1}`, ...readEntry(entry) })),
  };
}

function entriesOf(document: unknown): unknown {
  if (!isObject(document)) return document;
  // One object alone is also what JSON Lines of one line look like.
  return 'secrets' in document ? document.secrets : [document];
}

/** Reads JSON Lines: each line names one secret. */
export function readJsonLines(text: string): Rows {
  const rows = text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    const entry = parseJson(line);
    return { place: `line ${index + 1}`, ...(entry === undefined ? bad('is not JSON') : readEntry(entry)) };
  });
  return { kind: 'rows', rows };
}

/** `undefined` for what is not JSON: what the parser says would quote it. */
export function parseJson(text: string): unknown {
  try {
    return parseExactly(text);
  } catch {
    return undefined;
  }
}

function readEntry(entry: unknown): Omit<Row, 'place'> {
  if (!isObject(entry)) return { read: readNamed({ identifier: entry }), lastDay: NO_DAY };
  if (saysDryRun(Object.keys(entry))) return bad(DRY_RUN);
  const pairs = Object.entries(entry).filter(([, value]) => value !== null && value !== '');
  const twice = givenTwice(pairs.map(([name]) => name));
  if (twice !== undefined) return bad(`gives the ${twice} more than once`);
  return { read: readNamed(fieldsOf(pairs)), lastDay: lastDayOf(pairs) };
}

const DRY_RUN = 'says that it is a dry run; that is for revoke send --dry-run to say, of all of it';

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const bad = (fault: string): Omit<Row, 'place'> => ({ read: { kind: 'bad', fault }, lastDay: NO_DAY });
