import { parseMessage } from '../../../lib/message/parse.ts';
import type { Reference } from '../../../lib/message/reference.ts';

/** The identifiers of what goes by a name; `undefined` where the vault is not ours to ask. */
export type GoesBy = (reference: Reference) => readonly string[] | undefined;

/** A name, for people. */
export const inWords = (reference: Reference): string => [...new URLSearchParams(reference)].flat().join(' ');

/** What a body aims at to have it disabled: identifiers, and in words the names that lead to none, as far as anybody knows. */
export function targetsIn(body: string, goesBy: GoesBy): readonly string[] {
  const parsed = parseMessage(body);
  if (parsed.kind === 'malformed' || parsed.compromise.dryRun) return [];
  const { secrets, references } = parsed.compromise;
  const byName = references.flatMap((reference) => {
    const found = goesBy(reference) ?? [];
    return found.length > 0 ? found : [inWords(reference)];
  });
  return [...secrets.map(String), ...byName];
}
