import { createLocalJWKSet, errors, jwtVerify } from 'jose';
import * as z from 'zod/mini';
import { isRecent } from './replay-window.ts';
import { isKeySet, readSet } from './security-event-token.ts';
import { type Refused, source, VERIFIED, type Verified } from './source.ts';

const text = z.string({ error: 'must be a text' }).check(z.minLength(1, { error: 'must not be empty' }));

const keys = z.pipe(
  z.object(
    {
      issuer: text,
      audience: text,
      jwks: z.custom<Parameters<typeof createLocalJWKSet>[0]>(isKeySet, {
        error: 'must be a JSON Web Key Set of public keys',
      }),
    },
    { error: 'must be an object' },
  ),
  z.transform(({ issuer, audience, jwks }) => ({ issuer, audience, keySet: createLocalJWKSet(jwks) })),
);

/** Those with a public key: with a shared one, whoever verifies could sign. */
const ALGORITHMS = [
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
  'EdDSA',
  'Ed25519',
];

/** How long ago a token may have been issued, in milliseconds. */
const OLDEST_MS = 24 * 60 * 60_000;

/**
 * Security event tokens as the Shared Signals Framework pushes them. They may be a day old: a transmitter sends the same token
 * again for as long as it has had no answer, and nobody would hear of an alert that is refused for that. `jti` tells that it
 * is the same.
 * @see https://www.rfc-editor.org/rfc/rfc8417
 * @see https://www.rfc-editor.org/rfc/rfc8935
 */
export const ssf = source({
  name: 'ssf',
  answers: 'security-event-token',
  keys,
  verify: async ({ headers, body }, { issuer, audience, keySet }, now): Promise<Verified> => {
    if (!/^application\/secevent\+jwt *(;|$)/i.test(headers['content-type'] ?? ''))
      return refused('nobody', 'invalid_request', 'The Content-Type is not application/secevent+jwt');
    const token = body.toString('latin1');
    if (!isWrittenInOneWay(token)) return refused('nobody', 'invalid_request', 'The body is no token in compact form');
    try {
      const { payload } = await jwtVerify(token, keySet, {
        issuer,
        audience,
        typ: 'secevent+jwt',
        algorithms: ALGORITHMS,
        requiredClaims: ['iat', 'jti'],
        currentDate: new Date(now),
      });
      return isRecent((payload.iat ?? 0) * 1000, now, OLDEST_MS)
        ? VERIFIED
        : refused(
            'known',
            'invalid_request',
            'The token was issued more than a day ago, or more than five minutes from now',
          );
    } catch (error) {
      return why(error);
    }
  },
  translate: ({ body }) => readSet(Buffer.from(body.toString('latin1').split('.')[1] ?? '', 'base64url')),
});

const refused = (signer: Refused['signer'], code: Refused['code'], reason: string): Refused => ({
  kind: 'refused',
  code,
  status: 400,
  signer,
  reason,
});

/** The last character of base64 may hold bits that nobody reads. */
const isWrittenInOneWay = (token: string): boolean =>
  token.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);

function why(error: unknown): Refused {
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return refused('unknown', 'invalid_key', 'The key that the token names is not known');
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return refused('unknown', 'authentication_failed', 'The signature is not of that key');
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'iss')
    return refused('known', 'invalid_issuer', 'The issuer is not the one that is expected');
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud')
    return refused('known', 'invalid_audience', 'The audience is not the one that is expected');
  // Claims are only looked at once the signature is found to be good.
  const isSigned = error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTInvalid;
  return refused(isSigned ? 'known' : 'nobody', 'invalid_request', 'The body is no security event token');
}
