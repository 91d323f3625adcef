import type { SecretId } from '../message/identifier.ts';
import type { Answer, Fate, FinalOutcome } from '../outcome/outcome.ts';
import type { Attempt } from './attempts.ts';
import type { Vault } from './ports.ts';
import type { Effort } from './retry.ts';
import type { Step } from './step.ts';

/**
 * Disables each secret, in the order given, and says what became of it. `tell` hears of each as soon as it is known. Never
 * rejects for anything that the vault does.
 */
export async function disableAll<Token extends object>(
  secrets: readonly SecretId[],
  vault: Vault<Token>,
  attempt: Attempt<Token>,
  { restraint, random }: Pick<Effort, 'restraint' | 'random'>,
  tell: (id: SecretId, fate: Fate) => void,
): Promise<ReadonlyMap<SecretId, Fate>> {
  const order = restraint.trouble() === undefined ? secrets : fromAnywhere(secrets, random);
  const fates = order.map(async (id) => {
    const fate = await attempt<FinalOutcome>(async (token, timeoutMs) => {
      const { answer, requestId } = await vault.disable(token, id, timeoutMs);
      return { step: stepOf(answer), requestId };
    });
    tell(id, fate);
    return [id, fate] as const;
  });
  return new Map(await Promise.all(fates));
}

/** The same secrets in turn, beginning with any: one that always fails must not be the only one that is ever tried. */
function fromAnywhere(secrets: readonly SecretId[], random: () => number): readonly SecretId[] {
  const first = Math.floor(random() * secrets.length);
  return [...secrets.slice(first), ...secrets.slice(0, first)];
}

function stepOf(answer: Answer): Step<FinalOutcome> {
  switch (answer.kind) {
    case 'unavailable':
    case 'refused':
      return answer;
    default:
      return { kind: 'final', result: answer };
  }
}
