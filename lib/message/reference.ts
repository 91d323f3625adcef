import { readIdentifier, type SecretId } from './identifier.ts';

declare const parsed: unique symbol;

/**
 * A name that the vault has to be asked about, because a message knows no number: written as the query that asks for it,
 * `identifier_code=…` or `tag=…`.
 */
export type Reference = string & { readonly [parsed]: 'Reference' };

/** What an entry of a message aims at. */
export type Target = SecretId | Reference;

/** An entry of a message, of which one of the three is known to be there; an identifier goes first. */
export type Entry = Readonly<{ identifier?: unknown; identifierCode?: unknown; tag?: unknown }>;

/** The rule for a name, in words for the person who sent a wrong one. */
export const NAME_RULE =
  'must be a text of 1 to 256 characters without % and *, none of them invisible, that does not begin or end with a space';

/** An empty name, or one that the vault could take for empty or for a pattern, could ask for everything that there is. */
export const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^[^\p{C}\s%*](?:[^\p{C}%*]{0,254}[^\p{C}\s%*])?$/u.test(value);

/** Reads what an entry aims at; `undefined` where it names nothing in a way that can be. */
export function readTarget({ identifier, identifierCode, tag }: Entry): Target | undefined {
  if (identifier !== undefined) return readIdentifier(identifier);
  if (isName(identifierCode)) return new URLSearchParams({ identifier_code: identifierCode }).toString() as Reference;
  return isName(tag) ? (new URLSearchParams({ tag }).toString() as Reference) : undefined;
}

/** Everything that entries aim at, once each, in the order in which it is first named. */
export function readTargets(entries: readonly Entry[]): {
  readonly secrets: readonly SecretId[];
  readonly references: readonly Reference[];
} {
  const targets = [...new Set(entries.flatMap((entry) => readTarget(entry) ?? []))];
  return {
    secrets: targets.filter((target) => typeof target === 'number'),
    references: targets.filter((target) => typeof target === 'string'),
  };
}

/** Whether several secrets may go by the name: a tag is there for that, an identifier code is one secret's. */
export const mayNameSeveral = (reference: Reference): boolean => reference.startsWith('tag=');

/** A name of the same kind that nobody has given. */
export function nobodys(reference: Reference, random: () => number): Reference {
  const made = Array.from({ length: 4 }, () => Math.floor(random() * 2 ** 32).toString(36)).join('-');
  return reference.replace(/=.*/, `=nobodys-${made}`) as Reference;
}

/** The query that asks for everything that there is: for what disables nothing. It is no name. */
export const EVERYTHING = '';

/** What the vault can be asked to list. */
export type Query = Reference | typeof EVERYTHING;
