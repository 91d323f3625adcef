import type { Connection, HttpAnswer, HttpRequest, NoAnswer } from '../../../lib/vault/http.ts';
import { answer, mySafe } from '../../support/answers.ts';
import type { World } from '../../support/world.ts';
import type { Chance } from '../chance.ts';
import type { Watch } from '../vault.ts';

/** How a vault is down: it refuses connections at once, or takes them and never answers. */
export type HowDown = 'refused' | 'silent';

/** What became of a request. `overloaded`: there was no place for it. `down`: the vault was, or went, down. */
export type End = 'answered' | 'overloaded' | 'timed-out' | 'down';

/** A request to the vault, those for tokens too. Times in milliseconds since the epoch. */
export type Request = { readonly at: number; endedAt: number; end: End };

export type Capacity = Readonly<{
  /** Requests that are worked on at once. */
  workers: number;
  /** How long one takes, at least and at most, in milliseconds. */
  workMs: readonly [number, number];
  /** Requests that can wait for a worker; those beyond get a 503. */
  places: number;
}>;

type Options = Readonly<{ howDown: HowDown; downAt: number; upAt: number; before: Capacity; after: Capacity }>;

type Job = { readonly request: HttpRequest; readonly respond: (answer: HttpAnswer | NoAnswer, end: End) => void };

const OVERLOADED = answer(503, { message: 'The upstream server is currently unavailable' });

/** A vault that serves so many at once and no more, is down for a while, and has forgotten all tokens when it returns. */
export function createCrowdedVault(world: World, chance: Chance, { howDown, downAt, upAt, before, after }: Options) {
  const requests: Request[] = [];
  const disabledAt = new Map<number, number>();
  const waiting: Job[] = [];
  let working = new Set<Job>();
  const tokens = new Set<string>();
  let granted = 0;

  const isDown = () => downAt <= world.now() && world.now() < upAt;
  const capacity = () => (world.now() < downAt ? before : after);

  world.at(downAt, () => {
    const dropped = [...working, ...waiting];
    working = new Set();
    waiting.length = 0;
    tokens.clear();
    if (howDown === 'refused') for (const job of dropped) job.respond(failedConnection('ECONNRESET'), 'down');
  });

  function arrive(job: Job): void {
    if (isDown()) {
      if (howDown === 'refused') job.respond(failedConnection('ECONNREFUSED'), 'down');
    } else if (working.size < capacity().workers) work(job);
    else if (waiting.length < capacity().places) waiting.push(job);
    else job.respond(OVERLOADED, 'overloaded');
  }

  /** It is done to its end, also where nobody waits for the answer any more. */
  function work(job: Job): void {
    const mine = working;
    mine.add(job);
    world.at(world.now() + chance.whole(...capacity().workMs), () => {
      if (mine !== working) return;
      mine.delete(job);
      job.respond(answered(job.request), 'answered');
      const next = waiting.shift();
      if (next) work(next);
    });
  }

  function answered({ url, headers }: HttpRequest): HttpAnswer {
    const id = secretIn(url);
    if (id === undefined) {
      granted += 1;
      tokens.add(`token-${granted}`);
      return answer(200, { access_token: `token-${granted}`, token_type: 'bearer', expires_in: 3600 });
    }
    if (!tokens.has(headers?.['authorization']?.replace('Bearer ', '') ?? ''))
      return answer(401, { message: 'invalid token' });
    if (disabledAt.has(id)) return answer(200, mySafe(200, 'Api secret has already been deactivated'));
    disabledAt.set(id, world.now());
    return answer(200, mySafe(200, 'Api secret successfully deactivated'));
  }

  function exchange(request: HttpRequest, timeoutMs: number): Promise<HttpAnswer | NoAnswer> {
    const seen: Request = { at: world.now(), endedAt: Number.POSITIVE_INFINITY, end: isDown() ? 'down' : 'timed-out' };
    requests.push(seen);
    const { promise, resolve } = Promise.withResolvers<HttpAnswer | NoAnswer>();
    const respond = (given: HttpAnswer | NoAnswer, end: End) => {
      if (seen.endedAt <= world.now()) return;
      seen.endedAt = world.now();
      seen.end = end;
      resolve(given);
    };
    const cut = () => respond({ kind: 'no-answer', reason: `no complete answer within ${timeoutMs} ms` }, seen.end);
    world.at(world.now() + timeoutMs, cut);
    world.at(world.now() + chance.whole(1, 5), () =>
      arrive({
        request,
        respond: (given, end) => world.at(world.now() + chance.whole(1, 5), () => respond(given, end)),
      }),
    );
    return promise;
  }

  return {
    requests,
    /** When each secret was disabled. */
    disabledAt,
    connection: (watch: Watch): Connection => ({
      request: async (request, timeoutMs) => {
        const id = secretIn(request.url);
        if (id !== undefined) watch.called(id, timeoutMs);
        watch.restraint.begins();
        const answered = await exchange(request, timeoutMs);
        watch.restraint.ends(answered);
        return answered;
      },
      serves: () => true,
      close: () => {},
    }),
  };
}

const failedConnection = (code: string): NoAnswer => ({ kind: 'no-answer', reason: `the connection failed (${code})` });

const secretIn = ({ pathname }: URL): number | undefined =>
  pathname.includes('/inactive/') ? Number(pathname.split('/').at(-1)) : undefined;
