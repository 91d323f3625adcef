import type { SecretId } from '../message/identifier.ts';
import type { Reference, Target } from '../message/reference.ts';
import type { Fate } from '../outcome/outcome.ts';
import type { Attempt } from './attempts.ts';
import { disableAll } from './disable.ts';
import { findAll } from './find.ts';
import type { Vault } from './ports.ts';
import type { Effort } from './retry.ts';

/** Which secrets go by each name, and what became of them, and of the names that led to none. */
export type Named = Readonly<{
  found: ReadonlyMap<Reference, readonly SecretId[]>;
  fates: ReadonlyMap<Target, Fate>;
}>;

/** Finds what goes by each name and disables it, but for what is being disabled anyway. Never rejects for anything that the vault does. */
export async function disableNamed<Token extends object>(
  references: readonly Reference[],
  anyway: ReadonlySet<SecretId>,
  vault: Vault<Token>,
  attempt: Attempt<Token>,
  effort: Pick<Effort, 'restraint' | 'random'>,
): Promise<Named> {
  const found = new Map<Reference, readonly SecretId[]>();
  const fates = new Map<Target, Fate>();
  for (const [reference, finding] of await findAll(references, vault, attempt, effort.random)) {
    if ('outcome' in finding) fates.set(reference, finding);
    else found.set(reference, finding);
  }
  const secrets = new Set([...found.values()].flat());
  const left = [...secrets].filter((id) => !anyway.has(id));
  for (const [id, fate] of await disableAll(left, vault, attempt, effort, () => {})) fates.set(id, fate);
  return { found, fates };
}
