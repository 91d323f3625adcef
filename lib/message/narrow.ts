import type { Compromise } from './parse.ts';
import { readTarget, type Target } from './reference.ts';
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
