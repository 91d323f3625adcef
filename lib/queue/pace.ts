/** How long calls to SQS take, learned from those that were made. */
export type Pace = Readonly<{
  /** Takes note of one call's duration in milliseconds. */
  learn: (ms: number) => void;
  /** How long this many calls, one after another, are expected to take at most, in milliseconds. */
  expectedMs: (calls: number) => number;
}>;

/** What a call is taken to need before the first has been measured, in milliseconds. */
const UNMEASURED_MS = 100;

/**
 * Learns as TCP learns its round-trip time: a smoothed mean and a smoothed deviation, four of which are added.
 * @see https://www.rfc-editor.org/rfc/rfc6298#section-2
 */
export function startPace(): Pace {
  let measured: { readonly mean: number; readonly deviation: number } | undefined;
  return {
    learn: (ms) => {
      measured =
        measured === undefined
          ? { mean: ms, deviation: ms / 2 }
          : {
              deviation: 0.75 * measured.deviation + 0.25 * Math.abs(measured.mean - ms),
              mean: 0.875 * measured.mean + 0.125 * ms,
            };
    },
    expectedMs: (calls) => {
      const { mean, deviation } = measured ?? { mean: UNMEASURED_MS, deviation: UNMEASURED_MS / 2 };
      return calls * mean + 4 * deviation;
    },
  };
}
