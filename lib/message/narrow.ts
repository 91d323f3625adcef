import { readIdentifier, type SecretId } from './identifier.ts';
import type { Compromise } from './parse.ts';
import { writeBody } from './write.ts';

/**
 * The body of the same message with only some of its secrets: all entries for each of them, in their order, and every
 * field that is not ours untouched.
 */
export function narrow(compromise: Compromise, keep: ReadonlySet<SecretId>): string {
  const secrets = compromise.document.secrets.filter(({ identifier }) => {
    const id = readIdentifier(identifier);
    return id !== undefined && keep.has(id);
  });
  return writeBody({ ...compromise.document, secrets });
}
