import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../lib/disable/ports.ts';

/** The real one. */
export const clock: Clock = {
  now: Date.now,
  sleep: async (ms, signal) => {
    try {
      await setTimeout(ms, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  },
};
