import { type Smoothed, smoothed } from '../smoothed.ts';

/** How long a call may be expected to take, learned from those that were answered. Milliseconds. */
export type Expected = Readonly<{
  learn: (ms: number) => void;
  /** At most; 0 until one has been answered. */
  mostMs: () => number;
}>;

/**
 * Keeps more in reserve than TCP does: where a vault returns and everybody has work for it, each call takes longer than those
 * before. But the first answer is taken at its word, as the calls of one batch are much alike: half of it in
 * reserve, as TCP has, would put off what there is time for. What is deferred is tried again at once; too little cuts a call in two,
 * which puts off all that is left of its message.
 */
export function startExpecting(): Expected {
  let measured: Smoothed | undefined;
  return {
    learn: (ms) => {
      measured = smoothed(measured ?? { mean: ms, deviation: 0 }, ms);
    },
    mostMs: () => (measured === undefined ? 0 : 1.5 * measured.mean + 8 * measured.deviation),
  };
}
