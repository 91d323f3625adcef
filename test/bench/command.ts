import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { buildBundle } from '../../infra/local/command/bundle.ts';
import { type Asked, readArguments } from './arguments.ts';
import type { Measurement } from './measurement.ts';
import { MEASUREMENTS } from './measurements.ts';
import { blocksOf, pricesOf, refreshed } from './page/blocks.ts';
import { draw } from './page/plots.ts';
import { memoryMb } from './page/price.ts';
import { type Measured, reportLines, verdict } from './report.ts';
import { commitOf } from './since/built-at.ts';
import { since } from './since/since.ts';
import { isMet, ratioOf } from './spread.ts';

const NAMES = MEASUREMENTS.map(({ name }) => name);

const HELP = `Builds the function and measures how fast it is, against what nobody could beat and against bare HTTP clients, side by
side and by turns, on this machine alone. Every figure is a ratio: the median of the rounds, the lowest, the highest.

  npm run bench                          everything; takes about ten minutes
  npm run bench -- --only wall           one measurement; may be repeated: ${NAMES.join(', ')}
  npm run bench -- --since v1.0          the function against itself at a commit: what was added since, and what that costs
  npm run bench -- --rounds 9            more rounds than 5
  npm run bench -- --json result.json    also writes every number of every round, and the price
  npm run bench -- --write               also brings docs/performance.md and its plots up to date

Exit code: 0 when every bar is met, 1 when one is not, 2 when something is wrong with what you typed. Linux only.
A machine that has other things to do shows it: look at bare undici beside us.
`;

const PAGE = new URL('../../docs/performance.md', import.meta.url);
const PLOTS = new URL('../../docs/performance/', import.meta.url);

type Measure = Extract<Asked, { kind: 'measure' }>;

async function measureAll(measurements: readonly Measurement[], { rounds, only }: Measure) {
  const measured: Measured[] = [];
  for (const { name, measure } of measurements) {
    if (only.length > 0 && !only.includes(name)) continue;
    const figures = await measure(rounds, (line) => console.error(`${name}: ${line}`));
    measured.push({ name, figures });
  }
  return measured;
}

/** `undefined` where there is no such commit. */
async function measurementsFor({ since: name }: Measure): Promise<readonly Measurement[] | undefined> {
  if (name === undefined) return MEASUREMENTS;
  const commit = await commitOf(name);
  return commit === undefined ? undefined : [since(name, commit)];
}

async function writePage(measured: readonly Measured[], rounds: number, memory: number): Promise<void> {
  await writeFile(PAGE, refreshed(await readFile(PAGE, 'utf8'), blocksOf(measured, rounds, memory)));
  await mkdir(PLOTS, { recursive: true });
  for (const [file, svg] of Object.entries(draw(measured.flatMap(({ figures }) => figures)))) {
    await writeFile(new URL(file, PLOTS), svg);
  }
}

const asDocument = (measured: readonly Measured[], rounds: number, memory: number) => ({
  node: process.versions.node,
  processors: cpus().map(({ model }) => model.trim()),
  rounds,
  measurements: measured.map(({ name, figures }) => ({
    name,
    figures: figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), met: isMet(figure) })),
  })),
  dollarsForAMillion: pricesOf(
    measured.flatMap(({ figures }) => figures),
    memory,
  ),
});

/** @returns the exit code */
async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2), NAMES);
  switch (asked.kind) {
    case 'help':
      console.log(HELP);
      return 0;
    case 'wrong':
      console.error(asked.reason);
      return 2;
    case 'measure': {
      const measurements = await measurementsFor(asked);
      if (measurements === undefined) {
        console.error(`There is no commit ${asked.since} here.`);
        return 2;
      }
      if (!(await buildBundle(new AbortController().signal))) return 1;
      const measured = await measureAll(measurements, asked);
      const memory = await memoryMb();
      console.log([...reportLines(measured), '', verdict(measured)].join('\n'));
      if (asked.json !== undefined) {
        await writeFile(asked.json, `${JSON.stringify(asDocument(measured, asked.rounds, memory), null, 2)}\n`);
      }
      if (asked.write) await writePage(measured, asked.rounds, memory);
      return measured.flatMap(({ figures }) => figures).every(isMet) ? 0 : 1;
    }
  }
}

process.exitCode = await main();
