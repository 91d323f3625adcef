import { createHash } from 'node:crypto';

/**
 * What stands for a leaked text wherever the text itself must not be: in the operator's register, on a queue, in the log.
 * Made by us it is the SHA-256 of the text, in hexadecimal; a source that never gives the text away has its own.
 */
export type Fingerprint = string;

/** The SHA-256 of a text in UTF-8, in lower-case hexadecimal, as `printf %s TEXT | sha256sum` writes it. */
export const fingerprintOf = (text: string): Fingerprint => createHash('sha256').update(text).digest('hex');

/** A text for people, with every leaked one blotted out. */
export const blotted = (text: string, leaked: readonly string[]): string =>
  leaked.filter((each) => each !== '').reduce((blotting, each) => blotting.replaceAll(each, '[redacted]'), text);
