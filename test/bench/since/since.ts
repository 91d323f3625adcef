import { startStack } from '../../../infra/local/stack.ts';
import { buildContestants, type Contestant } from '../cold-start/contestants.ts';
import { inFreshProcess } from '../cold-start/fresh-process.ts';
import { inRounds } from '../cold-start/in-rounds.ts';
import type { Measurement } from '../measurement.ts';
import { inTurns } from '../rounds.ts';
import { loadOf, secretsOf } from '../warm/load.ts';
import { openSurroundings, type Running, warmUp } from '../warm/surroundings.ts';
import { builtAt } from './built-at.ts';

const LOAD = loadOf(1000);

const LATENCY_MS = 50;

/** What was added since then may cost so much. */
const BARS = { import: 1.15, processor: 1.1 } as const;

/** What the function costs now, against what it cost at a commit, which is called so. */
export const since = (name: string, commit: string): Measurement => ({
  name: 'since',
  measure: async (rounds, tell) => {
    tell(`building ${name}`);
    const bundle = await builtAt(commit);
    const { ours, program } = await buildContestants();
    const before: Contestant = { name, bundle, serves: false };

    tell('imports');
    await using stack = await startStack({ polling: false });
    const times = await inRounds([ours, before], rounds, (contestant) =>
      inFreshProcess(program, contestant.bundle, stack.environment),
    );

    tell(`${secretsOf(LOAD)} secrets each, ${rounds} times`);
    await using surroundings = await openSurroundings();
    const running = {
      now: await surroundings.start('built-function'),
      before: await surroundings.start('built-function', { BENCH_FUNCTION: bundle }),
    };
    await warmUp(surroundings, Object.values(running));
    await surroundings.tell({ latencyMs: LATENCY_MS, secrets: 'active' });
    const microseconds =
      ({ disable }: Running) =>
      async () =>
        ((await disable(LOAD)).processorMs * 1000) / secretsOf(LOAD);
    const taken = await inTurns(rounds, { now: microseconds(running.now), before: microseconds(running.before) });

    return [
      {
        name: `processor time of the import, against ${name}`,
        unit: 'ms',
        ours: times(ours, 'importProcessorMs'),
        against: times(before, 'importProcessorMs'),
        bar: BARS.import,
      },
      {
        name: `import, against ${name}`,
        unit: 'ms',
        ours: times(ours, 'importMs'),
        against: times(before, 'importMs'),
        bar: BARS.import,
      },
      {
        name: `processor for a secret, against ${name}`,
        unit: 'µs',
        ours: taken.now,
        against: taken.before,
        bar: BARS.processor,
      },
    ];
  },
});
