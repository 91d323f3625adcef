import { table } from '../../../infra/local/command/table.ts';
import { HELP, readArguments } from './arguments.ts';
import { BARS } from './bars.ts';
import { writeDocs } from './docs.ts';
import { figures } from './figures.ts';
import { compare, type Outcome, playOne, WAYS } from './nights.ts';
import { introduction, oneLine, rows } from './report.ts';

async function playAll(seed: number, seeds: number, tell: (line: string) => void): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let each = seed; each < seed + seeds; each += 1) {
    for (const howDown of WAYS) {
      const outcome = await playOne(each, howDown);
      tell(oneLine(outcome));
      outcomes.push(outcome);
    }
  }
  return outcomes;
}

/** @returns the exit code */
async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2));
  switch (asked.kind) {
    case 'help':
      console.log(HELP);
      return 0;
    case 'wrong':
      console.error(asked.reason);
      return 2;
    case 'play': {
      const outcomes = await playAll(asked.seed, asked.seeds, asked.json ? () => {} : console.log);
      const shown = { outcomes, first: await compare(asked.seed) };
      const missed = outcomes.filter(({ exceeded }) => exceeded.length > 0);
      if (asked.json) {
        const bars = BARS.map(({ name, most }) => ({ name, most }));
        const unrestrained = WAYS.map((howDown) => ({
          seed: asked.seed,
          howDown,
          figures: figures(shown.first[howDown].unrestrained),
        }));
        console.log(JSON.stringify({ bars, nights: outcomes, unrestrained, met: missed.length === 0 }, null, 2));
      } else {
        console.log(`\n${introduction(shown)}\n\n${table(rows(shown)).join('\n')}\n`);
        console.log(`${outcomes.length} nights, ${missed.length} with a bar exceeded`);
      }
      if (asked.write) for (const file of await writeDocs(shown)) console.error(`${file} is written`);
      return missed.length === 0 ? 0 : 1;
    }
  }
}

process.exitCode = await main();
