import { type Smoothed, smoothed } from '../smoothed.ts';

/** How long calls to SQS take, learned from those that were made. */
export type Pace = Readonly<{
  /** Takes note of one call's duration in milliseconds. */
  learn: (ms: number) => void;
  /** How long this many calls, one after another, are expected to take at most, in milliseconds. */
  expectedMs: (calls: number) => number;
}>;

/** What a call is taken to need before the first has been measured, in milliseconds. */
const UNMEASURED_MS = 100;

/** The mean and, as TCP does, four times the deviation; the first call measured may be half as long again. */
export function startPace(): Pace {
  let measured: Smoothed | undefined;
  return {
    learn: (ms) => {
      measured = measured === undefined ? { mean: ms, deviation: ms / 2 } : smoothed(measured, ms);
    },
    expectedMs: (calls) => {
      const { mean, deviation } = measured ?? { mean: UNMEASURED_MS, deviation: UNMEASURED_MS / 2 };
      return calls * mean + 4 * deviation;
    },
  };
}
