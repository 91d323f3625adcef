import type { SecretId } from '../message/identifier.ts';
import type { Reference, Target } from '../message/reference.ts';
import type { Answer, Fate, FinalOutcome } from '../outcome/outcome.ts';
import type { Attempt } from './attempts.ts';
import type { Finder } from './find.ts';
import { fromAnywhere } from './plan.ts';
import type { Vault } from './ports.ts';
import type { Effort } from './retry.ts';
import type { Step } from './step.ts';

/** What became of each secret and of each name that led to none, and which secrets the others led to. */
export type Worked = Readonly<{
  fates: ReadonlyMap<Target, Fate>;
  found: ReadonlyMap<Reference, readonly SecretId[]>;
}>;

/** What the work is done with. `tell` hears of each fate as soon as it is known, and what in a message led to it. */
export type Work<Token> = Readonly<{
  vault: Vault<Token>;
  attempt: Attempt<Token>;
  finder: Finder;
  effort: Pick<Effort, 'restraint' | 'random'>;
  tell: (named: Target, target: Target, fate: Fate) => void;
  /** Whether what is aimed at may be disabled at all; where it may not, nothing becomes of it. All of it may, without. */
  admits?: ((target: Target) => Promise<boolean>) | undefined;
}>;

/**
 * Disables everything that is aimed at, in the order given, each secret once; what goes by a name as soon as it has been found,
 * in turn with the rest. Never rejects for anything that the vault does.
 */
export async function disableAll<Token extends object>(
  targets: readonly Target[],
  { vault, attempt, finder, effort, tell, admits }: Work<Token>,
): Promise<Worked> {
  const order = effort.restraint.trouble() === undefined ? targets : fromAnywhere(targets, effort.random);
  const begun = new Map<SecretId, Promise<Fate>>();
  const fates = new Map<Target, Fate>();
  const found = new Map<Reference, readonly SecretId[]>();

  function disable(id: SecretId, rank: number): Promise<Fate> {
    const already = begun.get(id);
    if (already !== undefined) return already;
    const disabling = attempt<FinalOutcome>(rank, async (token, timeoutMs) => {
      const { answer, requestId } = await vault.disable(token, id, timeoutMs);
      return { step: stepOf(answer), requestId };
    });
    begun.set(id, disabling);
    return disabling;
  }

  async function disableAndTell(named: Target, id: SecretId, rank: number): Promise<void> {
    const fate = await disable(id, rank);
    fates.set(id, fate);
    tell(named, id, fate);
  }

  await Promise.all(
    order.map(async (target, rank) => {
      if (admits !== undefined && !(await admits(target))) return;
      if (typeof target === 'number') return disableAndTell(target, target, rank);
      const finding = await finder.find(target, rank);
      if ('outcome' in finding) {
        fates.set(target, finding);
        return tell(target, target, finding);
      }
      const ids = finding.map(({ id }) => id);
      found.set(target, ids);
      // One of them for each that all others have in the meantime, so that a tag of hundreds holds up nobody.
      await Promise.all(ids.map((id, index) => disableAndTell(target, id, rank + index * targets.length)));
    }),
  );
  return { fates, found };
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
