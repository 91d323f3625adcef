import { CsvError, parse } from 'csv-parse/sync';
import { COLUMNS, fieldOf, fieldsOf, givenTwice, lastDayOf, saysDryRun } from './columns.ts';
import { readNamed } from './named.ts';
import { NO_DAY, type Row, type Rows, unclear } from './rows.ts';

/** Reads CSV with a header, in which any column may stand beside those that count, or a list of one identifier a line. */
export function readCsv(text: string): Rows {
  const parsed = parseCsv(text);
  if (parsed.kind === 'unclear') return parsed;
  const [first, ...others] = parsed.lines;
  if (first === undefined) return unclear('is empty');
  const header = first.cells;
  if (!header.some((name) => fieldOf(name) !== undefined)) return readList(parsed.lines);
  if (saysDryRun(header))
    return unclear('has a column that says dry run; that is for revoke send --dry-run to say, of all of it');
  const twice = givenTwice(header);
  if (twice !== undefined) return unclear(`has more than one column for the ${twice}; leave one`);
  return {
    kind: 'rows',
    rows: others.map(({ line, cells }) => ({ place: `line ${line}`, ...readCells(header, cells) })),
  };
}

/** A cell too many or too few may have moved the others, and then it would be somebody else's secret. */
function readCells(header: readonly string[], cells: readonly string[]): Omit<Row, 'place'> {
  if (cells.length !== header.length) {
    const fault = `has ${cells.length} cells where the header has ${header.length}`;
    return { read: { kind: 'bad', fault }, lastDay: NO_DAY };
  }
  const pairs = header.map((name, column) => [name, cells[column]] as const);
  return { read: readNamed(fieldsOf(pairs)), lastDay: lastDayOf(pairs) };
}

function readList(lines: readonly Line[]): Rows {
  const rows = lines.map(({ line, cells }) => ({
    place: `line ${line}`,
    read: readNamed({ identifier: cells.length === 1 ? cells[0] : cells }),
    lastDay: NO_DAY,
  }));
  const [first] = rows;
  if (first?.read.kind === 'named') return { kind: 'rows', rows };
  return unclear(
    `has no header that names ${COLUMNS} and is no list of identifiers, one a line; ${first?.place ?? 'it'} is neither`,
  );
}

type Line = Readonly<{ line: number; cells: readonly string[] }>;

type Parsed = Readonly<{ kind: 'lines'; lines: readonly Line[] }> | Extract<Rows, { kind: 'unclear' }>;

function parseCsv(text: string): Parsed {
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      // Said of each row, and not of the file.
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      info: true,
    }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
    const lines = records
      .map(({ record, info }) => ({ line: info.lines - breaksIn(record), cells: record }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''));
    return { kind: 'lines', lines };
  } catch (error) {
    // Its message may quote what stands there.
    if (!(error instanceof CsvError)) throw error;
    const fault = `is no CSV: a quotation mark is out of place, or never closed, at line ${String(error['lines'])}`;
    return { kind: 'unclear', fault };
  }
}

/** A spreadsheet writes what is the custom of its country. */
function delimiterOf(text: string): string {
  const [first = ''] = text.trimStart().split(/[\r\n]/, 1);
  return [',', ';', '\t'].find((delimiter) => first.includes(delimiter)) ?? ',';
}

/** A row ends where its last line does. */
const breaksIn = (cells: readonly string[]): number => cells.join('').split(/\r\n|\n|\r/).length - 1;
