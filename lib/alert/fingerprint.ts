import { createHash } from 'node:crypto';

/**
 * What stands for a leaked text wherever the text itself must not be: in the operator's register, on a queue, in the log.
 * Made by us it is the SHA-256 of the text, in hexadecimal; a source that never gives the text away has its own.
 */
export type Fingerprint = string;

/** The SHA-256 of a text in UTF-8, in lower-case hexadecimal, as `printf %s TEXT | sha256sum` writes it. */
export const fingerprintOf = (text: string): Fingerprint => createHash('sha256').update(text).digest('hex');

/** A longer text is not gone through: it may hold anything. */
const MOST_CHARACTERS = 4096;

/** A text for people, with every leaked one blotted out, as it is and as in a URL, of two that overlap the longer one. */
export function blotted(text: string, leaked: readonly string[]): string {
  if (text.length > MOST_CHARACTERS) return '(too long to be repeated)';
  const longestFirst = leaked
    .flatMap((each) => [each, encodeURIComponent(each.toWellFormed())])
    // What is longer than the text is not in it, and would make an expression that is too large.
    .filter((each) => each !== '' && each.length <= text.length)
    .toSorted((one, other) => other.length - one.length);
  if (longestFirst.length === 0) return text;
  // All at once: one after another they would blot what was put in place of those before.
  return text.replace(new RegExp(longestFirst.map(RegExp.escape).join('|'), 'g'), '[redacted]');
}
