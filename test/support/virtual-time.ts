import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../lib/disable/ports.ts';

type Timer = { readonly at: number; readonly ring: () => void };

/** A clock on which time passes only when everybody waits for it. */
export class VirtualTime implements Clock {
  #now: number;
  #timers: Timer[] = [];

  constructor(startsAt = 1_000_000) {
    this.#now = startsAt;
  }

  readonly now = (): number => this.#now;

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = { at: this.#now + Math.max(0, ms), ring: resolve };
    this.#timers.push(timer);
    const cut = () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
      resolve();
    };
    if (signal?.aborted) cut();
    signal?.addEventListener('abort', cut, { once: true });
    return promise;
  };

  /** A signal that is aborted at this time. */
  signalAt(at: number): AbortSignal {
    const controller = new AbortController();
    this.#timers.push({ at, ring: () => controller.abort() });
    return controller.signal;
  }

  /** Lets time pass until the work has ended. */
  async run<Result>(work: Promise<Result>): Promise<Result> {
    let ended = false;
    const end = () => {
      ended = true;
    };
    work.then(end, end);
    for (;;) {
      // All that can go on without time passing has gone on by then.
      await setImmediate();
      if (ended) return work;
      const next = this.#timers.toSorted((one, other) => one.at - other.at)[0];
      if (next === undefined) throw new Error('The work waits for something that never comes.');
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.ring();
    }
  }
}
