import type { SecretId } from '../message/identifier.ts';
import { EVERYTHING, type Reference, type Target } from '../message/reference.ts';
import type { Fate, Rehearsed } from '../outcome/outcome.ts';
import type { Attempt } from './attempts.ts';
import { askForList, findAll } from './find.ts';
import type { Named } from './named.ts';
import type { Vault } from './ports.ts';

/**
 * Says what disabling would come to, without disabling anything: with a token, each name looked up, and each secret looked
 * for among those that the access key may edit.
 */
export async function rehearse<Token extends object>(
  secrets: readonly SecretId[],
  references: readonly Reference[],
  vault: Vault<Token>,
  attempt: Attempt<Token>,
  random: () => number,
): Promise<Named> {
  const found = new Map<Reference, readonly SecretId[]>();
  const fates = new Map<Target, Fate>();
  if (secrets.length === 0 && references.length === 0) return { found, fates };
  const [everything, finding] = await Promise.all([
    askForList(EVERYTHING, vault, attempt),
    findAll(references, vault, attempt, random),
  ]);
  for (const [reference, result] of finding) {
    if ('outcome' in result) fates.set(reference, result);
    else found.set(reference, result);
  }
  for (const id of new Set([...secrets, ...[...found.values()].flat()])) {
    const { outcome } = everything;
    fates.set(id, {
      ...everything,
      outcome: outcome.kind === 'listed' ? rehearsed(outcome.secrets.find((each) => each.id === id)) : outcome,
    });
  }
  return { found, fates };
}

function rehearsed(listed: { readonly canEdit: boolean } | undefined): Rehearsed {
  if (listed === undefined) return { kind: 'would-fail', reason: 'The vault lists no such secret for the access key' };
  if (!listed.canEdit) return { kind: 'would-fail', reason: 'The access key may not edit this secret' };
  return { kind: 'would-disable' };
}
