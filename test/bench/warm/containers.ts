import type { Figure, Measurement } from '../measurement.ts';
import { inTurns } from '../rounds.ts';
import { loadOf } from './load.ts';
import { openSurroundings, type Running, warmUp } from './surroundings.ts';

/** What `MaximumConcurrency` can be set to; the first is what all are held against. */
export const CONTAINERS = [1, 2, 4, 8] as const;

/** Ten messages with a secret each, so many times in each container. */
const LOAD = loadOf(10);
const BATCHES = 20;

const LATENCY_MS = 50;

export const containersName = (containers: number): string =>
  `batch of ${LOAD.messages} messages beside ${containers - 1} other containers, against alone`;

/** How much longer a batch takes where others are served beside it: as long as nothing is shared, not at all. */
export const containers: Measurement = {
  name: 'containers',
  measure: async (rounds, tell) => {
    await using surroundings = await openSurroundings();
    const all: Running[] = [];
    for (let container = 0; container < Math.max(...CONTAINERS); container += 1) {
      all.push(await surroundings.start('built-function'));
    }
    await warmUp(surroundings, all);
    await surroundings.tell({ latencyMs: LATENCY_MS, secrets: 'active' });

    async function batchMs(count: number): Promise<number> {
      tell(`${count} side by side`);
      const startedAt = performance.now();
      const served = all.slice(0, count).map(async ({ disable }) => {
        for (let batch = 0; batch < BATCHES; batch += 1) await disable(LOAD);
      });
      await Promise.all(served);
      return (performance.now() - startedAt) / BATCHES;
    }
    const turns = Object.fromEntries(CONTAINERS.map((count) => [String(count), () => batchMs(count)]));
    const taken = await inTurns(rounds, turns);
    const alone = taken[String(CONTAINERS[0])] ?? [];
    return CONTAINERS.map(
      (count): Figure => ({
        name: containersName(count),
        unit: 'ms',
        ours: taken[String(count)] ?? [],
        against: alone,
      }),
    );
  },
};
