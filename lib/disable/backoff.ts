/** How long the waits between tries may get, in milliseconds. */
export type Backoff = Readonly<{ baseMs: number; capMs: number }>;

/**
 * Full jitter: a random wait in [0, min(cap, base × 2^retry)) milliseconds; the first retry is number 0.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffMs(retry: number, { baseMs, capMs }: Backoff, random: () => number): number {
  return random() * Math.min(capMs, baseMs * 2 ** retry);
}
