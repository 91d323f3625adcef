import type { Figure, Measurement } from '../measurement.ts';
import { inTurns } from '../rounds.ts';
import { type Load, loadOf } from './load.ts';
import { openSurroundings } from './surroundings.ts';
import type { Told } from './vault-process.ts';

const MOST_MIB = 128;

const LARGEST: Load = { messages: 10, secrets: 500 };

type Case = Readonly<{ name: string; load: Load; batches: number; secrets: Told['secrets']; bar?: number }>;

const CASES: readonly Case[] = [
  {
    name: 'peak of 10 messages with 500 secrets, against 128 MiB',
    load: LARGEST,
    batches: 1,
    secrets: 'active',
    bar: 1,
  },
  { name: 'the same, five times in a row', load: LARGEST, batches: 5, secrets: 'active' },
  { name: 'the same, all of them unknown to the vault', load: LARGEST, batches: 1, secrets: 'absent' },
  {
    name: 'the same, and each message with 100 kB more',
    load: { ...LARGEST, more: 100_000 },
    batches: 1,
    secrets: 'absent',
  },
];

const LATENCY_MS = 5;

/** The most memory that the process ever has, from its start to the end of the last batch; the first is a small one. */
export const memory: Measurement = {
  name: 'memory',
  measure: async (rounds, tell) => {
    await using surroundings = await openSurroundings();
    async function peakMiB({ name, load, batches, secrets }: Case): Promise<number> {
      tell(name);
      const { disable, stop } = await surroundings.start('built-function');
      await surroundings.tell({ latencyMs: LATENCY_MS, secrets: 'active' });
      let { peakMiB: peak } = await disable(loadOf(1));
      await surroundings.tell({ latencyMs: LATENCY_MS, secrets });
      for (let batch = 0; batch < batches; batch += 1) peak = (await disable(load)).peakMiB;
      stop();
      return peak;
    }
    const turns = Object.fromEntries(CASES.map((each) => [each.name, () => peakMiB(each)]));
    const taken = await inTurns(rounds, turns);
    return CASES.map(
      ({ name, bar }): Figure => ({
        name,
        unit: 'MiB',
        ours: taken[name] ?? [],
        against: Array(rounds).fill(MOST_MIB),
        ...(bar !== undefined && { bar }),
      }),
    );
  },
};
