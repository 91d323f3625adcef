import { startStack } from '../../../infra/local/stack.ts';
import { body } from '../../support/messages.ts';
import { record } from '../../support/records.ts';
import type { Figure, Measurement } from '../measurement.ts';
import { buildContestants, type Contestant } from './contestants.ts';
import { inFreshProcess, type Started } from './fresh-process.ts';
import { inRounds, STARTS_A_ROUND } from './in-rounds.ts';

/** How long each answer of the vault takes at least, in milliseconds. */
const VAULT_LATENCY_MS = 5;

/** What is measured of a start, in words. */
const MEASURED = {
  importMs: 'import',
  importProcessorMs: 'processor time of the import',
  answeredMs: 'import and first message',
  answeredProcessorMs: 'processor time of import and first message',
} as const satisfies Record<keyof Started, string>;

/**
 * What a message waits for when there is no container yet: the import of the built bundle, and then the message, of one
 * secret. Held against a bundle of the two AWS clients alone, and against the same task as others would write it.
 */
export const coldStart: Measurement = {
  name: 'cold-start',
  measure: async (rounds, tell) => {
    const { ours, clientsAlone, peers, program } = await buildContestants();
    await using stack = await startStack({ polling: false, vault: { latencyMs: VAULT_LATENCY_MS } });
    let identifier = 0;
    const start = async ({ name, bundle, serves }: Contestant): Promise<Started> => {
      if (!serves) return inFreshProcess(program, bundle, stack.environment);
      identifier += 1;
      const event = { Records: [record(body([identifier]), {}, { SentTimestamp: String(Date.now()) })] };
      const started = await inFreshProcess(program, bundle, stack.environment, event);
      if (stack.vault.stateOf(identifier) !== 'inactive') throw new Error(`${name}: the secret was not disabled`);
      return started;
    };
    tell(`Cold start: each ${rounds * STARTS_A_ROUND} times in a fresh process`);
    const times = await inRounds([ours, clientsAlone, ...peers], rounds, start);
    const figure = (what: keyof Started, against: Contestant, bar: number): Figure => ({
      name: `${MEASURED[what]}, against ${against.name}`,
      unit: 'ms',
      ours: times(ours, what),
      against: times(against, what),
      bar,
    });
    return [
      figure('importMs', clientsAlone, 1.35),
      figure('importProcessorMs', clientsAlone, 1.35),
      ...peers.map((peer) => figure('importMs', peer, 1)),
      ...peers.map((peer) => figure('answeredMs', peer, 1)),
      ...peers.map((peer) => figure('answeredProcessorMs', peer, 1)),
    ];
  },
};
