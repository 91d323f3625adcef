import { startRestraint } from '../../../lib/disable/restraint.ts';
import { readSettings } from '../../../lib/settings.ts';
import { createWorld, type World } from '../../support/world.ts';
import { type Chance, chanceFrom } from '../chance.ts';
import { startContainer } from '../container.ts';
import { createQueue, type Queue } from '../queue.ts';
import type { Witness } from '../referee.ts';
import { type Capacity, createCrowdedVault, type HowDown, type Request } from './crowded-vault.ts';
import { badNight, type Named, type Night } from './night.ts';
import { unrestrained } from './unrestrained.ts';

export const CONTAINERS = 50;

/** Half a second a call on the average: 40 calls a second. */
export const BEFORE: Capacity = { workers: 20, workMs: [250, 750], places: 200 };

/** 20 calls a second. */
export const AFTER: Capacity = { ...BEFORE, workers: 10 };

/** What was seen of one night. Times in milliseconds since the epoch. */
export type Played = Readonly<{
  night: Night;
  requests: readonly Request[];
  /** When a secret was called for the first time in an invocation. */
  firstTries: readonly number[];
  disabledAt: ReadonlyMap<number, number>;
  /** When the last message was acknowledged. */
  settledAt: number;
}>;

const HOUR = 3_600_000;

/** As it is deployed, where nobody has set anything else. */
const { backoffBaseMs, backoffCapMs, ...defaults } = readSettings({
  MYSAFE_SECRET_ID: 'mysafe',
  QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/source',
  DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/dead-letters',
});
const SETTINGS = { ...defaults, backoff: { baseMs: backoffBaseMs, capMs: backoffCapMs } };

/** Plays one night: the seed decides what is sent, and all that is left to chance; `restrained`, whether the restraint is there. */
export async function play(
  seed: number,
  howDown: HowDown,
  { restrained }: { readonly restrained: boolean },
): Promise<Played> {
  // What is sent does not depend on what becomes of it.
  const night = badNight(chanceFrom(seed));
  const chance = chanceFrom(2 ** 32 + seed);
  const world = createWorld(night.startsAt);
  const deadLetters = createQueue(world, chance, { name: 'D', visibilityMs: 0, duplicates: 0 });
  const source = createQueue(world, chance, {
    name: 'S',
    visibilityMs: 360_000,
    duplicates: 0,
    redrive: { maxReceiveCount: SETTINGS.maxReceiveCount, to: deadLetters },
  });
  const vault = createCrowdedVault(world, chance, { ...night, howDown, before: BEFORE, after: AFTER });
  const firstTries: number[] = [];
  let settledAt = night.startsAt;
  const acknowledged = () => {
    settledAt = world.now();
  };
  // Whoever knows no restraint breaks its rules on purpose.
  const referee = watch(world, firstTries, acknowledged, restrained ? fail : () => {});

  for (const message of night.messages) world.at(message.at, () => void source.send(bodyOf(message), {}, 0));
  for (let container = 1; container <= CONTAINERS; container += 1) {
    startContainer(world, chance, `C${container}`, {
      source: polled(world, chance, source),
      deadLetters,
      vault,
      referee,
      settings: SETTINGS,
      trail: undefined,
      startRestraint: restrained ? startRestraint : unrestrained,
      keptSecret: () => 'secret-1',
      faults: { crash: 0, send: 0, acknowledge: 0, secretsManager: 0 },
    });
  }
  if (!(await world.run(night.upAt + 24 * HOUR))) throw new Error('The night has no end');
  return { night, requests: vault.requests, firstTries, disabledAt: vault.disabledAt, settledAt };
}

const bodyOf = ({ secrets }: Named): string =>
  JSON.stringify({ type: 'credential.compromised', secrets: secrets.map((identifier) => ({ identifier })) });

/** Each container's poller sees a message when its own request to SQS comes back, so that any of them may get it. */
const polled = (world: World, chance: Chance, queue: Queue): Queue => ({
  ...queue,
  listen: (listener) => queue.listen(() => world.at(world.now() + 20 * chance.random(), listener)),
});

function watch(world: World, firstTries: number[], acknowledged: () => void, wrong: Witness['wrong']): Witness {
  const tried = new WeakMap<object, Set<number>>();
  return {
    called: (invocation, id) => {
      if (id === undefined) return;
      const ids = tried.get(invocation) ?? new Set();
      tried.set(invocation, ids);
      if (!ids.has(id)) firstTries.push(world.now());
      ids.add(id);
    },
    acknowledges: acknowledged,
    answered: () => {},
    tokenRequested: () => {},
    waits: () => {},
    ends: () => {},
    wrong,
  };
}

function fail(what: string): never {
  throw new Error(what);
}
