import { openBudget } from './budget.ts';
import { answered, atOnce, type CircuitRules, CLOSED, failed } from './circuit.ts';

/** Whether the vault may be called now. */
export type Permission =
  | { readonly kind: 'granted' }
  | { readonly kind: 'not-yet'; readonly waitMs: number; readonly reason: string }
  | LeftAlone;

/** The vault is not called, because it does not answer; somebody else tries whether it does again. */
export type LeftAlone = { readonly kind: 'left-alone'; readonly reason: string };

/** Why a call, or a token request, had no usable answer. `retryAfterMs`: the pause that was asked for. */
export type Failure = Readonly<{ reason: string; retryAfterMs?: number }>;

/** What keeps a container from making an outage of the vault worse. Times in milliseconds since the epoch. */
export type Restraint = Readonly<{
  permission: (now: number) => Permission;
  /** How many calls may be in flight. */
  atOnce: () => number;
  /** Why the vault is left alone but for one call at a time, while it is. */
  trouble: () => string | undefined;
  answered: () => void;
  failed: (failure: Failure, during: Readonly<{ begunAt: number; now: number }>) => void;
  /** Says that something is called for the first time. */
  firstTry: () => void;
  /** @returns whether it may be called once more, which then counts */
  mayRetry: () => boolean;
}>;

/** More failures in a row than a batch of ten has with all its tries, whatever the settings. */
const OPENS_AFTER = 50;

const FIRST_REST_MS = 200;

/** The longest that a vault which does not answer is not even asked. */
const LONGEST_REST_MS = 60_000;

/** No single answer silences a container for longer; that is also the longest that a message waits. */
const LONGEST_PAUSE_MS = 900_000;

/** Lives as long as the container. */
export function startRestraint({
  concurrency,
  maxAttempts,
  random,
}: Readonly<{ concurrency: number; maxAttempts: number; random: () => number }>): Restraint {
  const rules: CircuitRules = {
    concurrency,
    // All that may be in flight can fail with all their tries.
    opensAfter: Math.max(OPENS_AFTER, concurrency * (maxAttempts + 1)),
    restMs: (probes) => (Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** probes) * (1 + random())) / 2,
  };
  const budget = openBudget();
  let circuit = CLOSED;
  let lastReason = '';
  let pausedUntil = 0;

  const trouble = () =>
    circuit.kind === 'open'
      ? `${circuit.failures} calls in a row had no usable answer, the last one: ${lastReason}`
      : undefined;

  return {
    permission: (now) => {
      pausedUntil = stillAhead(pausedUntil, now, LONGEST_PAUSE_MS);
      if (now < pausedUntil) {
        const reason = `Not called, since the vault asked for a pause: ${lastReason}`;
        return { kind: 'not-yet', waitMs: pausedUntil - now, reason };
      }
      if (circuit.kind !== 'open' || now >= stillAhead(circuit.probeAt, now, LONGEST_REST_MS))
        return { kind: 'granted' };
      return { kind: 'left-alone', reason: `Not called, since ${trouble()}` };
    },
    atOnce: () => atOnce(circuit, rules),
    trouble,
    answered: () => {
      circuit = answered(circuit, rules);
    },
    failed: ({ reason, retryAfterMs }, during) => {
      circuit = failed(circuit, rules, during);
      lastReason = reason;
      if (retryAfterMs === undefined) return;
      const before = stillAhead(pausedUntil, during.now, LONGEST_PAUSE_MS);
      pausedUntil = Math.max(before, during.now + Math.min(retryAfterMs, LONGEST_PAUSE_MS));
    },
    firstTry: budget.earn,
    mayRetry: () => circuit.kind !== 'open' && budget.spend(),
  };
}

/** What is further ahead than it can be was reckoned before the clock was set back, and counts no more. */
const stillAhead = (time: number, now: number, mostMs: number): number => (time - now <= mostMs ? time : now);
