import type { Figure, Measurement } from '../measurement.ts';
import { inTurns } from '../rounds.ts';
import { type Load, loadOf } from './load.ts';
import { openSurroundings, type Running, warmUp } from './surroundings.ts';

/** How many secrets a batch names, and how many such batches one number is taken from: single small ones are over too soon. */
const SIZES = [
  { secrets: 1, batches: 100 },
  { secrets: 10, batches: 50 },
  { secrets: 100, batches: 10 },
  { secrets: 1000, batches: 2 },
  { secrets: 5000, batches: 1 },
] as const;

/** Against which all others are held. */
const MIDDLE = 1000;

const LATENCY_MS = 5;

export const GROWTH = SIZES.map(({ secrets }) => secrets);

export const processorName = (secrets: number): string =>
  `processor for a secret in a batch of ${secrets}, against ${MIDDLE}`;

export const peakName = (secrets: number): string => `peak memory with a batch of ${secrets}, against a batch of 1`;

/** How cost grows with a batch: on the processor in a container that is warm, in memory from its start to the batch's end. */
export const growth: Measurement = {
  name: 'growth',
  measure: async (rounds, tell) => {
    await using surroundings = await openSurroundings();
    const warm = await surroundings.start('built-function');
    await warmUp(surroundings, [warm]);
    await surroundings.tell({ latencyMs: LATENCY_MS, secrets: 'active' });

    const spent = await perSize(rounds, async ({ secrets, batches }) => {
      tell(`a batch of ${secrets}, warm`);
      let processorMs = 0;
      for (let batch = 0; batch < batches; batch += 1) processorMs += (await warm.disable(loadOf(secrets))).processorMs;
      return (processorMs * 1000) / (secrets * batches);
    });
    const peaks = await perSize(rounds, async ({ secrets }) => {
      tell(`a batch of ${secrets} in a new container`);
      const fresh = await surroundings.start('built-function');
      const { peakMiB } = await afterOne(fresh, loadOf(secrets));
      fresh.stop();
      return peakMiB;
    });

    const processor = SIZES.map(
      ({ secrets }): Figure => ({
        name: processorName(secrets),
        unit: 'µs',
        ours: spent(secrets),
        against: spent(MIDDLE),
        // Linear: no secret costs more because there are more of them.
        ...(secrets > MIDDLE && { bar: 1.1 }),
      }),
    );
    const memory = SIZES.map(
      ({ secrets }): Figure => ({ name: peakName(secrets), unit: 'MiB', ours: peaks(secrets), against: peaks(1) }),
    );
    const added = (secrets: number) =>
      peaks(secrets).map((peak, round) => ((peak - (peaks(1)[round] ?? 0)) * MIDDLE) / secrets);
    const largest = Math.max(...GROWTH);
    return [
      ...processor,
      ...memory,
      {
        name: `memory that ${MIDDLE} secrets add in a batch of ${largest}, against ${MIDDLE}`,
        unit: 'MiB',
        ours: added(largest),
        against: added(MIDDLE),
        bar: 1,
      },
    ];
  },
};

/** The token is there before. */
async function afterOne({ disable }: Running, load: Load) {
  await disable(loadOf(1));
  return disable(load);
}

async function perSize(
  rounds: number,
  take: (size: (typeof SIZES)[number]) => Promise<number>,
): Promise<(secrets: number) => readonly number[]> {
  const turns = Object.fromEntries(SIZES.map((size) => [String(size.secrets), () => take(size)]));
  const taken = await inTurns(rounds, turns);
  return (secrets) => taken[String(secrets)] ?? [];
}
