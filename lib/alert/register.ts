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

/** A row of the operator's table, not read yet. */
export type Row = Readonly<{ fingerprint: string; identifier: unknown }>;

/** A register of rows; one whose identifier is none leads to no secret. */
export const registerOf = (rows: readonly Row[]): Register =>
  new Map(
    rows.flatMap(({ fingerprint, identifier }) => {
      const id = readIdentifier(identifier);
      return id === undefined ? [] : [[fingerprint, new Set([id])] as const];
    }),
  );

/** Both registers as one: where they contradict each other, both secrets are there, which is for a person to look at. */
export const together = (one: Register, other: Register): Register =>
  new Map(
    [...new Set([...one.keys(), ...other.keys()])].map((fingerprint) => [
      fingerprint,
      new Set([...(one.get(fingerprint) ?? []), ...(other.get(fingerprint) ?? [])]),
    ]),
  );
