import type { Clock } from '../../lib/disable/ports.ts';
import { createWorld, type World } from './world.ts';

/** A clock on which time passes only when everybody waits for it. */
export class VirtualTime implements Clock {
  readonly #world: World;
  readonly now: World['now'];
  readonly signalAt: World['signalAt'];

  constructor(startsAt = 1_000_000) {
    this.#world = createWorld(startsAt);
    this.now = this.#world.now;
    this.signalAt = this.#world.signalAt;
  }

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#world.at(this.#world.now() + ms, resolve);
    if (signal?.aborted) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
    return promise;
  };

  /** Lets time pass until the work has ended. */
  async run<Result>(work: Promise<Result>): Promise<Result> {
    let ended = false;
    const end = () => {
      ended = true;
    };
    work.then(end, end);
    await this.#world.run(Number.POSITIVE_INFINITY, () => ended);
    if (!ended) throw new Error('The work waits for something that never comes.');
    return work;
  }
}
