import pLimit from 'p-limit';
import type { SecretId } from '../message/identifier.ts';
import type { Answer, Fate, Outcome } from '../outcome/outcome.ts';
import { openGate, type Passed } from './gate.ts';
import type { Vault } from './ports.ts';
import { type Effort, limitsNow, retrying } from './retry.ts';

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
  // A secret that waits for its next try holds no slot.
  const slot = pLimit(effort.concurrency);
  const { clock } = effort;

  async function disable(id: SecretId): Promise<Fate> {
    let attempts = 0;
    let requestId: string | undefined;
    let startedAt: number | undefined;
    const call = async (token: Token): Promise<Answer> => {
      startedAt ??= clock.now();
      attempts += 1;
      const answered = await vault.disable(token, id, limitsNow(effort));
      requestId = answered.requestId;
      return answered.answer;
    };
    const outcome = await attempted(async () => {
      for (;;) {
        const passed = await slot(() => gate.pass(call));
        if (passed.kind !== 'let-others-first') return passed;
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
    // A bug that shows with one secret must not take the others' outcomes with it.
    return {
      kind: 'unavailable',
      reason: `A fault of this function: ${error instanceof Error ? error.name : 'unknown'}`,
    };
  }
}
