import { glob, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const page = await readFile('docs/threat-model.md', 'utf8');

/** The cells of each row of each table, without their heads. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (who, and what|-+ \|)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, threat = '', stops = '', shown = '', remains = '']) => ({ threat, stops, shown, remains }));

const pointers = rows.flatMap(({ shown }) =>
  [...shown.matchAll(/`([^`]+)` “([^”]+)”/g)].map(([, file = '', title = '']) => ({ file, title })),
);

const sources = new Map(
  await Promise.all(
    (await Array.fromAsync(glob('test/**/*.{test,suite}.ts'))).map(
      async (file) => [file, await readFile(file, 'utf8')] as const,
    ),
  ),
);

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whether the source has a test of this name, in a group of that name: as in `group > name`. */
function hasTest(source: string, name: string): boolean {
  const [title = '', group] = name.split(' > ').reverse();
  const called = (what: string, name: string) => new RegExp(`${what}\\(\\s*(['"])${escaped(name)}\\1,`).test(source);
  // What is given first to `test(`, or to what `test.each(…)` returned.
  return called('(?:\\btest|\\))', title) && (group === undefined || called('\\bdescribe', group));
}

test('there are rows to look at, of four cells each', () => {
  expect(rows.length).toBeGreaterThan(25);
  expect(rows.filter((cells) => Object.values(cells).some((cell) => cell.length < 15))).toEqual([]);
});

test.each(rows)('a test shows it: $threat', ({ shown }) => {
  expect(shown.replaceAll(/`[^`]+` “[^”]+”/g, 'test')).toMatch(/^test(, test)*$/);
});

test.each(pointers)('there is that test: $file, $title', ({ file, title }) => {
  expect(hasTest(sources.get(file) ?? '', title)).toBe(true);
});

test('a name that no test has is not found, nor one that is only mentioned', () => {
  const source =
    "test.each([1])('a', () => {}); test('b', () => {}); describe('c', () => {}); expect('d', 1); // test d";
  const names = ['a', 'b', 'c', 'd', '', 'c > b', 'x > b'];
  expect(names.filter((name) => hasTest(source, name))).toEqual(['a', 'b', 'c > b']);
});

test('every file that stops something exists', async () => {
  const named = new Set([...page.matchAll(/`((?:lib|infra|functions)\/[^`]+)`/g)].flatMap(([, file]) => file ?? []));
  expect(named.size).toBeGreaterThan(15);
  const there = new Set(await Array.fromAsync(glob('{lib,infra,functions}/**')));
  expect([...named].filter((file) => !there.has(file))).toEqual([]);
});
