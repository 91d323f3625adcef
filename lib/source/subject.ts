import * as z from 'zod/mini';

/** No format of the standard is half as deep; and what is much deeper could be neither gone through nor written. */
const MOST_DEEP = 16;

/** Whom or what an event is about, in whatever format. */
export const subject = z
  .record(z.string(), z.unknown())
  .check(z.refine((given) => isNoDeeperThan(MOST_DEEP, given), { abort: true }));

function isNoDeeperThan(most: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return most > 0 && Object.values(value).every((each) => isNoDeeperThan(most - 1, each));
}

/** The member that says it, in the formats with a single one; an account's URI and a DID's URL are such, too. */
const MEMBERS = ['id', 'sub', 'uri', 'email', 'phone_number', 'url'];

/**
 * What a subject is called by, each of which may be in the operator's register: of `aliases` each, and of a format that is not known,
 * or made of others, the whole as it is written, so that it is left to a person.
 * @see https://www.rfc-editor.org/rfc/rfc9493
 */
export function calledBy(given: z.infer<typeof subject>): readonly string[] {
  const [text] = MEMBERS.flatMap((member) => {
    const value = given[member];
    return typeof value === 'string' && value !== '' ? [value] : [];
  });
  if (text !== undefined) return [text];
  const aliases = z.array(subject).check(z.minLength(1)).safeParse(given['identifiers']);
  if (aliases.success) return aliases.data.flatMap((alias) => calledBy({ ...alias, identifiers: undefined }));
  return Object.keys(given).length === 0 ? [] : [JSON.stringify(given)];
}

/** What a format is called says nothing of anybody. */
const FORMATS = ['format', 'subject_type'];

/** Every text of a subject, however deep, that says whom or what it is about: none may be repeated. */
export const textsOf = (given: unknown): readonly string[] => {
  if (typeof given === 'string') return [given];
  if (typeof given !== 'object' || given === null) return [];
  return Object.entries(given).flatMap(([member, value]) => (FORMATS.includes(member) ? [] : textsOf(value)));
};
