import type { Measurement } from '../measurement.ts';
import { inTurns } from '../rounds.ts';
import { loadOf, secretsOf } from './load.ts';
import { openSurroundings, type Running, warmUp } from './surroundings.ts';

const LOAD = loadOf(1000);

const LATENCY_MS = 50;

/** Against `got` as it comes. */
const BAR = 1.3;

/** Lambda is paid for the log as well. */
export const logName = 'log of 1000 secrets, against 1 MiB';

/** What a secret costs of a processor, with everything that the function does about it, against one call and no more. */
export const processor: Measurement = {
  name: 'processor',
  measure: async (rounds, tell) => {
    await using surroundings = await openSurroundings();
    const { start } = surroundings;
    const contestants = {
      ours: await start('built-function'),
      got: await start('bare-got'),
      undici: await start('bare-undici'),
    };
    await warmUp(surroundings, Object.values(contestants));
    await surroundings.tell({ latencyMs: LATENCY_MS, secrets: 'active' });
    tell(`${secretsOf(LOAD)} secrets each, ${rounds} times`);
    const logged: number[] = [];
    const microseconds =
      ({ disable }: Running) =>
      async () =>
        ((await disable(LOAD)).processorMs * 1000) / secretsOf(LOAD);
    const { ours, got, undici } = await inTurns(rounds, {
      ours: async () => {
        const before = contestants.ours.written();
        const taken = await microseconds(contestants.ours)();
        logged.push((contestants.ours.written() - before) / 2 ** 20);
        return taken;
      },
      got: microseconds(contestants.got),
      undici: microseconds(contestants.undici),
    });
    return [
      { name: 'processor for a secret, against a call by bare got', unit: 'µs', ours, against: got, bar: BAR },
      { name: 'processor for a secret, against a call by bare undici', unit: 'µs', ours, against: undici },
      { name: logName, unit: 'MiB', ours: logged, against: Array(rounds).fill(1) },
    ];
  },
};
