import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readArguments } from './arguments.ts';
import type { Figure } from './measurement.ts';
import { refreshed } from './page/blocks.ts';
import { memoryMb, priceOf } from './page/price.ts';
import { reportLines, verdict } from './report.ts';
import { inTurns } from './rounds.ts';
import { isMet, median, ratioOf } from './spread.ts';
import { logName } from './warm/processor.ts';
import { wallName } from './warm/wall.ts';

const figure = (ours: readonly number[], against: readonly number[], bar?: number): Figure => ({
  name: 'a figure',
  unit: 'ms',
  ours,
  against,
  ...(bar !== undefined && { bar }),
});

test.each([
  [[3], 3],
  [[3, 1], 2],
  [[5, 1, 3], 3],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %j', (values, middle) => {
  expect(median(values)).toBe(middle);
});

test('a ratio is taken round by round, and all of the spread is shown', () => {
  expect(ratioOf(figure([10, 200, 33], [10, 100, 30]))).toEqual({ median: 1.1, lowest: 1, highest: 2 });
});

test.each([
  ['at its bar is met', figure([13], [10], 1.3), true],
  ['above its bar is not met', figure([14], [10], 1.3), false],
  ['without a bar is met', figure([14], [10]), true],
  ['that was not measured is not met', figure([], [], 1.3), false],
])('a figure %s', (_, measured, met) => {
  expect(isMet(measured)).toBe(met);
});

test('contestants alternate, and each round begins with another one', async () => {
  const order: string[] = [];
  const turn = (name: string) => async () => order.push(name);
  const taken = await inTurns(3, { a: turn('a'), b: turn('b'), c: turn('c') });
  expect(order.join('')).toBe('abcbcacab');
  expect(taken).toEqual({ a: [1, 6, 8], b: [2, 4, 9], c: [3, 5, 7] });
});

test('the report names each figure with its ratio, spread and bar, and says how many bars are met', () => {
  const measured = [{ name: 'wall', figures: [figure([10, 11, 12], [10, 10, 10], 1.05), figure([1], [2])] }];
  expect(reportLines(measured)[1]).toMatch(/^wall\s+a figure\s+1\.10 ×\s+1\.00–1\.20\s+≤ 1\.05 {2}NOT MET/);
  expect(reportLines([{ name: 'wall', figures: [figure([5083.2], [5000])] }])[1]).toMatch(/5080 ms : 5000 ms$/);
  expect(verdict(measured)).toBe('1 bar, 0 met, 1 not met');
});

test('the page gets what was measured, and keeps the rest', () => {
  const page = 'A\n<!-- bench one -->\nold\n<!-- end -->\nB\n<!-- bench two -->\nkept\n<!-- end -->\n';
  expect(refreshed(page, { one: 'new $1', three: 'nowhere' })).toBe(
    'A\n<!-- bench one -->\n\nnew $1\n\n<!-- end -->\nB\n<!-- bench two -->\nkept\n<!-- end -->\n',
  );
});

test('a million secrets in messages of one are a hundred thousand invocations', () => {
  const figures = [
    { ...figure([1000], [1]), name: wallName(10, 50) },
    { ...figure([0.5], [1]), name: logName },
  ];
  const price = priceOf(figures, { secretsInEach: 1, latencyMs: 50, memory: 1024 });
  // By hand: 100,000 GB-seconds; 100,000 invocations; 1.2 million requests; 500 MiB.
  expect(price?.duration).toBeCloseTo(1.33334);
  expect(price?.invocations).toBeCloseTo(0.02);
  expect(price?.queue).toBeCloseTo(0.48);
  expect(price?.log).toBeCloseTo(0.244);
  expect(price?.total).toBeCloseTo(2.078);
  expect(priceOf(figures, { secretsInEach: 100, latencyMs: 50, memory: 1024 })).toBeUndefined();
});

test("the function's memory is the template's", async () => {
  expect(await memoryMb()).toBeGreaterThanOrEqual(128);
});

const NAMES = ['wall', 'memory'];

test.each([
  [[], { rounds: 5, only: [], json: undefined, write: false }],
  [['--rounds', '9', '--only', 'wall', '--only', 'memory'], { rounds: 9, only: ['wall', 'memory'] }],
  [['--since', 'v1.0', '--rounds', '9'], { rounds: 9, since: 'v1.0' }],
  [['--json', 'a.json', '--write'], { json: 'a.json', write: true }],
])('%j is understood', (args, asked) => {
  expect(readArguments(args, NAMES)).toMatchObject({ kind: 'measure', ...asked });
});

test.each([
  [['--rounds', '0']],
  [['--rounds', 'many']],
  [['--only', 'speed']],
  [['--json', '']],
  [['--since', '']],
  [['--since', 'v1.0', '--write']],
  [['--since', 'v1.0', '--only', 'wall']],
  [['--fast']],
  [['wall']],
])('%j is wrong, and one line says why', (args) => {
  expect(readArguments(args, NAMES)).toEqual({ kind: 'wrong', reason: expect.stringMatching(/^[^\n]+\.$/) });
});

const command = (...args: string[]) => promisify(execFile)(process.execPath, ['test/bench/command.ts', ...args]);

test('the command explains itself', async () => {
  const { stdout } = await command('--help');
  expect(stdout).toContain('npm run bench');
});

test('a commit that is not there is a wrong usage', async () => {
  await expect(command('--since', 'no-such-commit')).rejects.toMatchObject({
    code: 2,
    stdout: '',
    stderr: 'There is no commit no-such-commit here.\n',
  });
});

test('wrong usage ends with exit code 2 before anything is measured', async () => {
  await expect(command('--only', 'speed')).rejects.toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('--only must be one of wall, processor, trail, memory'),
  });
});
