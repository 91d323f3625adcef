import { startRestraint } from '../../lib/disable/restraint.ts';
import type { Effort } from '../../lib/disable/retry.ts';
import type { VirtualTime } from './virtual-time.ts';

type Bounds = Partial<Omit<Effort, 'clock' | 'signal' | 'deadline'>> & {
  readonly concurrency?: number;
  /** From now. */
  readonly remainingMs?: number;
};

/** The contract's defaults, on a virtual clock, with a minute to go and the longest wait that the jitter allows. */
export function effortOn(
  time: VirtualTime,
  { remainingMs = 60_000, concurrency = 10, ...bounds }: Bounds = {},
): Effort {
  const deadline = time.now() + remainingMs;
  const rules = { maxAttempts: 4, backoff: { baseMs: 200, capMs: 5000 }, random: () => 1, ...bounds };
  return {
    attemptTimeoutMs: 10_000,
    restraint: startRestraint({ ...rules, concurrency }),
    ...rules,
    clock: time,
    deadline,
    signal: time.signalAt(deadline),
  };
}
