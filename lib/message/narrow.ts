import type { SecretId } from './identifier.ts';
import type { Compromise } from './parse.ts';
import { type Reference, readTarget, type Target } from './reference.ts';
import { writeBody } from './write.ts';

/**
 * The body of the same message with only some of what it aims at: all entries for each of them, in their order, and every
 * field that is not ours untouched.
 */
export function narrow({ document }: Compromise, keep: ReadonlySet<Target>): string {
  const secrets = document.secrets.filter((entry) => {
    const target = readTarget(entry);
    return target !== undefined && keep.has(target);
  });
  return writeBody({ ...document, secrets });
}

/** The body of the same message with nothing but one of the secrets that go by a name: its first entry, with the number. */
export function identified({ document }: Compromise, reference: Reference, id: SecretId): string {
  const entry = document.secrets.find((each) => readTarget(each) === reference);
  return writeBody({ ...document, secrets: [{ ...entry, identifier: String(id) }] });
}
