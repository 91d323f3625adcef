import type { SecretId } from './identifier.ts';
import type { Compromise } from './parse.ts';
import { type Reference, readTarget, readTargets } from './reference.ts';

/**
 * The same message as if it had named by their numbers all the secrets that were found for its names: every entry for a name
 * becomes one for each of them, with everything else that stands in it.
 */
export function expanded(compromise: Compromise, found: ReadonlyMap<Reference, readonly SecretId[]>): Compromise {
  if (!compromise.references.some((reference) => found.has(reference))) return compromise;
  const entries = compromise.document.secrets.flatMap((entry) => {
    const target = readTarget(entry);
    const ids = typeof target === 'string' ? found.get(target) : undefined;
    return ids === undefined ? [entry] : ids.map((id) => ({ ...entry, identifier: String(id) }));
  });
  return {
    ...compromise,
    ...readTargets(entries),
    document: { ...compromise.document, secrets: entries },
  };
}
