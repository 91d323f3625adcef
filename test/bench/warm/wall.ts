import type { Figure, Measurement } from '../measurement.ts';
import { inTurns } from '../rounds.ts';
import { CONCURRENCY, loadOf } from './load.ts';
import { openSurroundings, type Running, warmUp } from './surroundings.ts';

/** How close to the limit a batch must come: against a latency of a few milliseconds, our own count for more. */
const BARS = [
  { latencyMs: 5, bar: 1.3 },
  { latencyMs: 50, bar: 1.05 },
  { latencyMs: 500, bar: 1.05 },
] as const;

export const LATENCIES_MS = BARS.map(({ latencyMs }) => latencyMs);

export const SECRETS = [1, 10, 100, 1000] as const;

export const wallName = (secrets: number, latencyMs: number): string =>
  `batch of ${secrets} at ${latencyMs} ms, against its limit`;

/** Nobody can be faster who makes no more calls at once, in milliseconds. */
const limitMs = (secrets: number, latencyMs: number): number => Math.ceil(secrets / CONCURRENCY) * latencyMs;

/** Where the limit is longer, nothing of the machine's shows any more that would be worth the wait. */
const LONGEST_FOR_UNDICI_MS = 5000;

/**
 * How long a batch takes on the clock, in a container that is warm: its token there, its connections open. Bare `undici` does
 * the same beside it, to show how much of what is above the limit is the machine's and the stand-in's.
 */
export const wall: Measurement = {
  name: 'wall',
  measure: async (rounds, tell) => {
    await using surroundings = await openSurroundings();
    const ours = await surroundings.start('built-function');
    const undici = await surroundings.start('bare-undici');
    await warmUp(surroundings, [ours, undici]);
    const figures: Figure[] = [];
    for (const { latencyMs, bar } of BARS) {
      await surroundings.tell({ latencyMs, secrets: 'active' });
      for (const secrets of SECRETS) {
        const name = wallName(secrets, latencyMs);
        tell(name);
        const limit = limitMs(secrets, latencyMs);
        const against = Array(rounds).fill(limit);
        const wallMs =
          ({ disable }: Running) =>
          async () =>
            (await disable(loadOf(secrets))).wallMs;
        const turns: Record<string, () => Promise<number>> = { ours: wallMs(ours) };
        if (limit <= LONGEST_FOR_UNDICI_MS) turns['undici'] = wallMs(undici);
        const taken = await inTurns(rounds, turns);
        figures.push({ name, unit: 'ms', ours: taken['ours'] ?? [], against, bar });
        if (taken['undici']) figures.push({ name: `${name}: bare undici`, unit: 'ms', ours: taken['undici'], against });
      }
    }
    return figures;
  },
};
