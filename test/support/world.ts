import { setImmediate } from 'node:timers/promises';

type Event = { readonly at: number; readonly order: number; readonly happen: () => void };

/** A world in which time passes only when nothing can happen without it. Times in milliseconds since the epoch. */
export type World = Readonly<{
  now: () => number;
  /** Lets something happen at a time; at once, but not before this turn ends, where that has passed. */
  at: (time: number, happen: () => void) => void;
  /** Resolves after this long. */
  after: (ms: number) => Promise<void>;
  /** Writes a line of the run's story. */
  note: (line: string) => void;
  /** Every line so far, each with its time. */
  story: readonly string[];
  /** A signal that is aborted at this time. */
  signalAt: (time: number) => AbortSignal;
  /**
   * Lets time pass until nothing more will happen, or until then, or until it is `enough`.
   * @returns whether nothing more will happen
   */
  run: (until: number, enough?: () => boolean) => Promise<boolean>;
}>;

export function createWorld(startsAt: number): World {
  const events: Event[] = [];
  const story: string[] = [];
  let now = startsAt;
  let order = 0;

  const world: World = {
    now: () => now,
    at: (time, happen) => {
      const event = { at: Math.max(time, now), order: order++, happen };
      let low = 0;
      for (let high = events.length; low < high; ) {
        const middle = (low + high) >> 1;
        // The next event stands last; of those at the same time the first one that was put there.
        if ((events[middle]?.at ?? 0) > event.at) low = middle + 1;
        else high = middle;
      }
      events.splice(low, 0, event);
    },
    after: (ms) => new Promise((resolve) => world.at(now + ms, resolve)),
    signalAt: (time) => {
      const controller = new AbortController();
      world.at(time, () => controller.abort());
      return controller.signal;
    },
    note: (line) => void story.push(`${((now - startsAt) / 1000).toFixed(3)} ${line}`),
    story,
    run: async (until, enough = () => false) => {
      for (;;) {
        // All that can go on without time passing has gone on by then.
        await setImmediate();
        if (enough()) return events.length === 0;
        const next = events.pop();
        if (next === undefined) return true;
        if (next.at > until) return false;
        now = next.at;
        next.happen();
      }
    },
  };
  return world;
}
