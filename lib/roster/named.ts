import { IDENTIFIER_RULE, readIdentifier, type SecretId } from '../message/identifier.ts';
import { isName, NAME_RULE, readTarget, type Target } from '../message/reference.ts';

/** A secret, or all that have a tag, as it is written into a message. */
export type Named = { readonly identifier: SecretId } | { readonly identifierCode: string } | { readonly tag: string };

/** What somebody named, read. The fault is the rule that was broken, and repeats nothing of what stood there. */
export type ReadNamed =
  | { readonly kind: 'named'; readonly named: Named }
  | { readonly kind: 'bad'; readonly fault: string };

/** What a row, an object or an option may name a secret by. */
export type Fields = Readonly<{ identifier?: unknown; identifierCode?: unknown; tag?: unknown }>;

/** Reads what is named: by an identifier, an identifier code or a tag, and by one of them. A column called id may number rows. */
export function readNamed({ identifier, identifierCode, tag }: Fields): ReadNamed {
  if (isGiven(identifier) && (isGiven(identifierCode) || isGiven(tag)))
    return bad('names by an identifier and by a code or a tag; give one of them');
  if (isGiven(identifier)) {
    const id = readIdentifier(identifier);
    return id === undefined ? bad(`the identifier ${IDENTIFIER_RULE}`) : { kind: 'named', named: { identifier: id } };
  }
  if (isGiven(identifierCode) && isGiven(tag)) return bad('names by an identifier code and by a tag; give one of them');
  if (isGiven(identifierCode)) {
    return isName(identifierCode)
      ? { kind: 'named', named: { identifierCode } }
      : bad(`the identifier code ${NAME_RULE}`);
  }
  if (!isGiven(tag)) return bad('names no secret');
  return isName(tag) ? { kind: 'named', named: { tag } } : bad(`the tag ${NAME_RULE}`);
}

/** Everything that is named, once each, in the order in which it is first named. */
export function distinct(all: readonly Named[]): readonly Named[] {
  const first = new Map<Target | undefined, Named>();
  for (const named of all) {
    const target = readTarget(named);
    if (!first.has(target)) first.set(target, named);
  }
  return [...first.values()];
}

/** An empty cell, or a `null`, gives nothing. */
const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

const bad = (fault: string): ReadNamed => ({ kind: 'bad', fault });
