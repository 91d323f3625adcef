import * as z from 'zod/mini';
import { IDENTIFIER_RULE, readIdentifier, type SecretId } from '../message/identifier.ts';
import type { Fingerprint } from './fingerprint.ts';

/** The operator's list: which secret of the vault a fingerprint belongs to. */
export type Register = ReadonlyMap<Fingerprint, ReadonlySet<SecretId>>;

const entry = z.object({
  fingerprint: z.string().check(
    z.regex(/^[\x21-\x7E]{1,256}$/, { error: 'must be 1 to 256 characters without spaces' }),
    // The SHA-256 of a text is the same in capitals.
    z.overwrite((text) => (/^[0-9A-F]{64}$/i.test(text) ? text.toLowerCase() : text)),
  ),
  identifier: z.pipe(
    z
      .unknown()
      .check(z.refine((value) => readIdentifier(value) !== undefined, { error: IDENTIFIER_RULE, abort: true })),
    z.transform((value) => readIdentifier(value) as SecretId),
  ),
});

/**
 * A list of `{ "fingerprint", "identifier" }`. Not an object by fingerprint, of which JSON would keep the last of two that
 * contradict each other without a word.
 */
export const registerSchema = z.pipe(
  z.array(entry, { error: 'must be a list of { "fingerprint", "identifier" }' }),
  z.transform((entries): Register => {
    const byFingerprint = Map.groupBy(entries, ({ fingerprint }) => fingerprint);
    return new Map(
      [...byFingerprint].map(([fingerprint, same]) => [fingerprint, new Set(same.map(({ identifier }) => identifier))]),
    );
  }),
);
