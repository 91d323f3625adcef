import { type Backoff, backoffMs } from './backoff.ts';
import { openBudget } from './budget.ts';
import { answered, atOnce, type CircuitRules, CLOSED, failed } from './circuit.ts';

/** Whether the vault may be called now. */
export type Permission =
  | { readonly kind: 'granted' }
  | { readonly kind: 'not-yet'; readonly waitMs: number; readonly reason: string }
  | LeftAlone;

/** The vault is not called, because it does not answer; somebody else tries whether it does again. */
export type LeftAlone = { readonly kind: 'left-alone'; readonly reason: string };

/** What keeps a container from making an outage of the vault worse. Times in milliseconds since the epoch. */
export type Restraint = Readonly<{
  permission: (now: number) => Permission;
  /** How many calls may be in flight. */
  atOnce: () => number;
  isOpen: () => boolean;
  answered: () => void;
  failed: (failure: Readonly<{ reason: string; retryAfterMs?: number }>, now: number) => void;
  /** Says that something is tried for the first time. */
  firstTry: () => void;
  /** @returns whether it may be tried once more, which then counts */
  mayRetry: () => boolean;
}>;

/** The longest that a vault which does not answer is not even asked. */
const LONGEST_REST_MS = 60_000;

/** No single answer silences a container for longer; that is also the longest that a message waits. */
const LONGEST_PAUSE_MS = 900_000;

/** Lives as long as the container. */
export function startRestraint({
  concurrency,
  maxAttempts,
  backoff: { baseMs },
  random,
}: Readonly<{ concurrency: number; maxAttempts: number; backoff: Backoff; random: () => number }>): Restraint {
  const rules: CircuitRules = {
    concurrency,
    maxAttempts,
    restMs: (probes) => backoffMs(probes, { baseMs, capMs: LONGEST_REST_MS }, random),
  };
  const budget = openBudget();
  let circuit = CLOSED;
  let lastReason = '';
  let pausedUntil = 0;

  const isOpen = () => circuit.kind === 'open';

  return {
    permission: (now) => {
      if (now < pausedUntil) {
        const reason = `Not called, since the vault asked for a pause: ${lastReason}`;
        return { kind: 'not-yet', waitMs: pausedUntil - now, reason };
      }
      if (circuit.kind !== 'open' || now >= circuit.probeAt) return { kind: 'granted' };
      const reason = `Not called, since ${circuit.failures} calls in a row had no usable answer, the last one: ${lastReason}`;
      return { kind: 'left-alone', reason };
    },
    atOnce: () => atOnce(circuit, rules),
    isOpen,
    answered: () => {
      circuit = answered(circuit, rules);
    },
    failed: ({ reason, retryAfterMs = 0 }, now) => {
      circuit = failed(circuit, rules, now);
      lastReason = reason;
      pausedUntil = Math.max(pausedUntil, now + Math.min(retryAfterMs, LONGEST_PAUSE_MS));
    },
    firstTry: budget.earn,
    mayRetry: () => !isOpen() && budget.spend(),
  };
}
