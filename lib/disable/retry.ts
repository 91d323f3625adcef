import { type Backoff, backoffMs } from './backoff.ts';
import type { Clock } from './ports.ts';
import type { Restraint } from './restraint.ts';

/** All that bounds the tries of one invocation. */
export type Effort = Readonly<{
  maxAttempts: number;
  attemptTimeoutMs: number;
  backoff: Backoff;
  /** Milliseconds since the epoch; no call and no wait goes past it. */
  deadline: number;
  /** Aborted at the deadline. */
  signal: AbortSignal;
  clock: Clock;
  restraint: Restraint;
  /** A number in [0, 1). */
  random: () => number;
}>;

type Tried = { readonly kind: string; readonly retryAfterMs?: number };

/** There was no time left to begin a call. */
export type Deferred = { readonly kind: 'deferred' };

/**
 * The one retry loop: tries again only what is `unavailable`, after full jitter or as long as the answer asked where that
 * is longer, and as long as there are retries left. A call is not begun at the deadline, nor a wait that would go past it.
 */
export async function retrying<Result extends Tried>(
  attempt: () => Promise<Result>,
  { maxAttempts, backoff, deadline, signal, clock, random, restraint }: Effort,
): Promise<Result | Deferred> {
  let last: Result | Deferred = { kind: 'deferred' };
  for (let retry = 0; clock.now() < deadline; retry += 1) {
    const result = await attempt();
    // Then there was no call.
    if (result.kind === 'deferred' || result.kind === 'left-alone') return retry === 0 ? result : last;
    if (result.kind !== 'unavailable' || retry + 1 >= maxAttempts) return result;
    const waitMs = Math.max(backoffMs(retry, backoff, random), result.retryAfterMs ?? 0);
    if (clock.now() + waitMs >= deadline || !restraint.mayRetry()) return result;
    await clock.sleep(waitMs, signal);
    last = result;
  }
  return last;
}

/** How long a call may take that begins now, in milliseconds. */
export const timeoutNow = ({ attemptTimeoutMs, deadline, clock }: Effort): number =>
  Math.min(attemptTimeoutMs, deadline - clock.now());
