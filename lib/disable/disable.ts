import PQueue from 'p-queue';
import type { SecretId } from '../message/identifier.ts';
import type { Answer, Fate, Outcome } from '../outcome/outcome.ts';
import { fault } from './fault.ts';
import { openGate, type Passed } from './gate.ts';
import type { Vault } from './ports.ts';
import { type Deferred, type Effort, limitsNow, retrying } from './retry.ts';

/**
 * Disables each secret and says what became of it, in the order given and with at most `concurrency` calls in flight.
 * `tell` hears of each as soon as it is known. Never rejects for anything that the vault does.
 */
export async function disableAll<Token extends object>(
  secrets: readonly SecretId[],
  vault: Vault<Token>,
  effort: Effort & { readonly concurrency: number },
  tell: (id: SecretId, fate: Fate) => void,
): Promise<ReadonlyMap<SecretId, Fate>> {
  const gate = openGate(vault, effort);
  // A secret that waits for its next try holds no slot; when its time has come it goes before those not yet tried.
  const slots = new PQueue({ concurrency: effort.concurrency });
  const { clock } = effort;
  const usual = startMean();
  // A call that the deadline would cut in two is better made in the next invocation.
  const isTimeForOne = () => clock.now() + 1.25 * usual.ms() < effort.deadline;

  async function disable(id: SecretId): Promise<Fate> {
    let attempts = 0;
    let requestId: string | undefined;
    let startedAt: number | undefined;
    let priority = 0;
    const call = async (token: Token): Promise<Answer> => {
      const calledAt = clock.now();
      startedAt ??= calledAt;
      attempts += 1;
      const answered = await vault.disable(token, id, limitsNow(effort));
      if (answered.answer.kind !== 'unavailable') usual.learn(clock.now() - calledAt);
      requestId = answered.requestId;
      return answered.answer;
    };
    const outcome = await attempted(async () => {
      for (;;) {
        const passed = await slots.add(async () => (isTimeForOne() ? gate.pass(call) : DEFERRED), { priority });
        if (passed.kind !== 'let-others-first') {
          priority = RETRY_FIRST;
          return passed;
        }
        priority = OTHERS_FIRST;
      }
    }, effort);
    const now = clock.now();
    return { outcome, attempts, durationMs: now - (startedAt ?? now), requestId };
  }

  const fates = secrets.map(async (id) => {
    const fate = await disable(id);
    tell(id, fate);
    return [id, fate] as const;
  });
  return new Map(await Promise.all(fates));
}

/** Against the 0 of a first try. */
const RETRY_FIRST = 1;
const OTHERS_FIRST = -1;

/** A smoothed mean in milliseconds, 0 until something has been learned; newer values count for more. */
function startMean() {
  let mean: number | undefined;
  return {
    learn: (ms: number): void => {
      mean = mean === undefined ? ms : mean + (ms - mean) / 8;
    },
    ms: (): number => mean ?? 0,
  };
}

const DEFERRED: Deferred = { kind: 'deferred' };

type Attempted = Exclude<Passed, { kind: 'let-others-first' }>;

async function attempted(attempt: () => Promise<Attempted>, effort: Effort): Promise<Outcome> {
  try {
    const result = await retrying(attempt, effort);
    switch (result.kind) {
      case 'closed':
      case 'refused-alone':
        return result.outcome;
      case 'unavailable':
        return { kind: 'unavailable', reason: result.reason };
      default:
        return result;
    }
  } catch (error) {
    return fault(error);
  }
}
