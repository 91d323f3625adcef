import { createHash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { Sensitive } from '../sensitive.ts';

const text = z.string({ error: 'must be a text' }).check(
  z.minLength(16, { error: 'must have at least 16 characters' }),
  // What is not base64 would be read as a shorter key, or as an empty one, with which anybody could sign.
  z.refine(isStrong, { error: 'must be base64 of at least 24 bytes where it begins with whsec_' }),
);

function isStrong(secret: string): boolean {
  if (!secret.startsWith('whsec_')) return true;
  const written = secret.slice('whsec_'.length);
  const key = Buffer.from(written, 'base64');
  return key.length >= 24 && key.toString('base64') === written;
}

/** One secret, or two while they are being rotated. */
export type SharedSecrets = readonly Sensitive[];

/** `{ "current": "…", "previous": "…" }`; `previous` only for as long as the source may still use it. */
export const sharedSecrets = z.pipe(
  z.object({ current: text, previous: z.optional(text) }, { error: 'must be an object' }),
  z.transform(
    ({ current, previous }): SharedSecrets =>
      [current, previous].filter((secret) => secret !== undefined).map((secret) => new Sensitive(secret)),
  ),
);

/**
 * Whether what was given is what one of the secrets makes. Compared to the letter, since there are many ways to write the same
 * bytes, and in a time that tells nothing of how far they agree or of which secret it was.
 */
export function isMadeWith(
  secrets: SharedSecrets,
  make: (secret: string) => string,
  given: readonly string[],
): boolean {
  const wanted = secrets.map((secret) => digest(make(secret.reveal())));
  const comparisons = given.map(digest).flatMap((each) => wanted.map((one) => timingSafeEqual(each, one)));
  return comparisons.includes(true);
}

/** Of the same length for every text. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
