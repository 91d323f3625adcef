import { type Instance, type InstanceOptions, startInstance } from '../../infra/local/lambda/instance.ts';
import { type Chance, chanceFrom } from '../simulation/chance.ts';
import { startRelay } from './relay.ts';

/**
 * When a process is killed. What it was just sending to SQS is lost or has arrived, and then it does not learn that. At its
 * answer everything that the answer promises must be done: nothing is made up for later.
 */
export const MOMENTS = [
  'at any moment',
  'before SQS got a request',
  'after SQS got a request',
  'at its answer',
] as const;

type Moment = (typeof MOMENTS)[number];

export type Killer = Readonly<{
  /** Starts a process of the function that may die by `kill -9`. */
  startInstance: (options: InstanceOptions) => Promise<Instance>;
  /** How many processes were killed. */
  kills: ReadonlyMap<Moment, number>;
}>;

/** How often death is decided on when an invocation begins. */
const SHARE = 0.25;

/** Any moment is within so many milliseconds of an invocation's beginning; another may have begun by then. */
const WORK_MS = 1500;

/** Which request to SQS is the fatal one, at the most. */
const REQUESTS = 3;

/**
 * How long a request is on its way to SQS at the most, in milliseconds; it differs between connections. What is under way
 * when its process dies never gets there.
 */
const TO_SQS_MS = 50;

/** Kills processes of the function at moments that depend on the seed; the first of all for certain. */
export function openKiller(seed: number): Killer {
  const chance = chanceFrom(seed);
  const kills = new Map<Moment, number>();
  let isCertain = true;
  const decide = (): Moment | undefined => {
    if (!isCertain && !chance.happens(SHARE)) return undefined;
    isCertain = false;
    return chance.oneOf(MOMENTS);
  };
  const killed = (moment: Moment) => void kills.set(moment, (kills.get(moment) ?? 0) + 1);
  return { kills, startInstance: (options) => startMortal(options, chance, { decide, killed }) };
}

type Fate = Readonly<{ decide: () => Moment | undefined; killed: (moment: Moment) => void }>;

async function startMortal(options: InstanceOptions, chance: Chance, { decide, killed }: Fate): Promise<Instance> {
  let moment: Moment | undefined;
  let requestsToCome = 0;
  let isKilled = false;

  const sqs = await startRelay(options.environment['AWS_ENDPOINT_URL_SQS'] ?? '', (client, server) => {
    const toSqsMs = chance.whole(0, TO_SQS_MS);
    let isDoomed = false;
    client.on('data', (chunk) => {
      isDoomed ||= moment?.includes('SQS') === true && chunk.includes('AmazonSQS.') && requestsToCome-- === 0;
      if (isDoomed && killAt('before SQS got a request')) client.destroy();
      else setTimeout(() => server.write(chunk), toSqsMs);
    });
    server.on('data', (chunk) => {
      if (isDoomed && killAt('after SQS got a request')) client.destroy();
      else client.write(chunk);
    });
    server.once('close', () => client.end());
  });
  const environment = { ...options.environment, AWS_ENDPOINT_URL_SQS: sqs.origin };
  const instance = await startInstance({ ...options, environment }).catch(async (error: unknown) => {
    await sqs.stop();
    throw error;
  });

  /** Kills if this is the moment. @returns whether it was */
  function killAt(now: Moment): boolean {
    if (now !== moment || isKilled) return false;
    isKilled = true;
    killed(now);
    void kill();
    return true;
  }
  async function kill(): Promise<void> {
    await instance.kill();
    await sqs.stop();
  }

  return {
    isAlive: () => !isKilled && instance.isAlive(),
    invoke: async (event) => {
      if (moment === undefined) {
        moment = decide();
        requestsToCome = chance.whole(0, REQUESTS - 1);
        if (moment === 'at any moment') setTimeout(killAt, chance.random() * WORK_MS, moment).unref();
      }
      const invoked = await instance.invoke(event);
      killAt('at its answer');
      // It may have died for another reason.
      if (!instance.isAlive()) await sqs.stop();
      return invoked;
    },
    kill,
  };
}
