import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import * as z from 'zod/mini';
import { readJson } from './json.ts';
import { leaksFound } from './leaks-found.ts';
import { notAuthentic, source, unsigned, VERIFIED } from './source.ts';

/** As https://api.github.com/meta/public_keys/secret_scanning has them; what else is in there is left alone. */
const keys = z.pipe(
  z.object(
    {
      public_keys: z
        .array(z.object({ key_identifier: z.string(), key: z.string().check(z.refine(isP256)) }))
        .check(z.minLength(1)),
    },
    { error: 'must be what GitHub answers for its public keys' },
  ),
  z.transform(
    ({ public_keys }): ReadonlyMap<string, KeyObject> =>
      new Map(public_keys.map(({ key_identifier, key }) => [key_identifier, createPublicKey(key)])),
  ),
);

function isP256(pem: string): boolean {
  try {
    return createPublicKey(pem).asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}

const shape = z
  .array(
    z.object({
      token: z.string().check(z.minLength(1)),
      type: z.string(),
      url: z.nullish(z.string()),
      source: z.nullish(z.string()),
    }),
  )
  .check(z.minLength(1));

/**
 * GitHub's secret scanning partner program: what has leaked, and where. It has neither a time stamp nor an id of an event, so
 * the event is what it says, in whatever order.
 * @see https://docs.github.com/en/code-security/secret-scanning/secret-scanning-partnership-program/secret-scanning-partner-program
 */
export const github = source({
  name: 'github',
  keys,
  verify: ({ headers, body }, publicKeys) => {
    const written = headers['github-public-key-signature'];
    if (written === undefined) return unsigned('The header Github-Public-Key-Signature is needed');
    const key = publicKeys.get(headers['github-public-key-identifier'] ?? '');
    if (key === undefined) return notAuthentic('The key in Github-Public-Key-Identifier is not known', 'invalid_key');
    const signature = Buffer.from(written, 'base64');
    // There are other ways to write the same bytes.
    const isTheirs = signature.toString('base64') === written && verify('sha256', body, key, signature);
    return isTheirs ? VERIFIED : notAuthentic('The signature in Github-Public-Key-Signature is not of that key');
  },
  translate: ({ body }) => {
    const read = readJson(body, shape);
    if (read.kind === 'refused') return read;
    const leaks = read.document.map(({ token, type, url }) => ({ token, type, place: url ?? '' }));
    return leaksFound(leaks, 'GitHub secret scanning', 'no address given');
  },
});
