import { parseArgs } from 'node:util';
import { simulate } from './simulate.ts';

const HELP = `Plays the whole story against simulated queues, vault and Secrets Manager, in virtual time, with everything that can go
wrong left to a seed, and holds each run to what is promised.

  npm run simulate                        2000 seeds
  npm run simulate -- --seeds 100000      as many as that
  npm run simulate -- --from 5000         beginning with another seed
  npm run simulate -- --seed 42           one seed, with everything that happened, a line each

Exit code: 0 when every run kept every promise, 1 when one did not, 2 when something is wrong with what you typed.`;

const wholeNumber = (name: string, text: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw new TypeError(`--${name} must be a whole number`);
  return Number(text);
};

function read(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { seeds: text, from: text, seed: text, help: { type: 'boolean' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const number = (name: 'seeds' | 'from' | 'seed', byDefault: number) =>
    wholeNumber(name, values[name] ?? `${byDefault}`);
  return {
    help: values.help,
    seeds: number('seeds', 2000),
    from: number('from', 1),
    seed: values.seed && number('seed', 0),
  };
}

/** @returns the exit code */
async function replay(seed: number): Promise<number> {
  const { story, faults, digest } = await simulate(seed);
  console.log([...story, `seed ${seed}, digest ${digest}`, ...faults.map((fault) => `WRONG: ${fault}`)].join('\n'));
  return faults.length === 0 ? 0 : 1;
}

/** @returns the exit code */
async function playAll(from: number, seeds: number): Promise<number> {
  const sum = { secrets: 0, calls: 0, crashes: 0, deadLetters: 0 };
  let broken = 0;
  for (let seed = from; seed < from + seeds; seed += 1) {
    const run = await simulate(seed);
    for (const key of ['secrets', 'calls', 'crashes', 'deadLetters'] as const) sum[key] += run[key];
    if (run.faults.length === 0) continue;
    broken += 1;
    console.log(`seed ${seed}: ${run.faults.join('; ')}\n  replay it: npm run simulate -- --seed ${seed}`);
  }
  const { secrets, calls, crashes, deadLetters } = sum;
  console.log(
    `${seeds} seeds, ${secrets} secrets, ${calls} calls, ${crashes} crashes, ${deadLetters} dead letters: ${broken} with a broken promise`,
  );
  return broken === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  let asked: ReturnType<typeof read>;
  try {
    asked = read(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}. See npm run simulate -- --help.`);
    return 2;
  }
  if (asked.help) {
    console.log(HELP);
    return 0;
  }
  return typeof asked.seed === 'number' ? replay(asked.seed) : playAll(asked.from, asked.seeds);
}

process.exitCode = await main();
