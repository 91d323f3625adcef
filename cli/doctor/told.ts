import { plain } from '../wording.ts';
import type { Finding } from './finding.ts';

const MARKS = { ok: 'ok', warning: 'warning', wrong: 'WRONG', 'not-checked': '-' } as const;

/** What was found, a line for each thing, with what to do below it. Some of it is what the vault says, and its certificates. */
export function inLines(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ about }) => about.length));
  const lines = findings.flatMap(({ about, verdict, said, remedy }) => [
    `${MARKS[verdict].padEnd(7)}  ${about.padEnd(width)}  ${plain(said)}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(9 + width)}  → ${remedy}`]),
  ]);
  return `${lines.join('\n')}\n`;
}

/** What was found, as one JSON document. */
export const inJson = (findings: readonly Finding[]): string => `${JSON.stringify({ findings }, null, 2)}\n`;
