import { once } from 'node:events';
import got from 'got';
import { CompactSign, importJWK, type JWK } from 'jose';
import type { SecretSettled } from './cloud-event.ts';
import { credentialChange } from './credential-change.ts';
import type { Receiver, Receivers } from './receivers.ts';

/** One push, connect to last byte, in milliseconds. */
const TIMEOUT_MS = 5000;

/** How one receiver answered. The reason holds nothing of the request. */
export type Pushed = Readonly<{ audience: string } & ({ kind: 'taken' } | { kind: 'not-taken'; reason: string })>;

/**
 * Tells every receiver, by push (RFC 8935), that a credential was revoked; nobody, where none was. The same event has the same
 * `jti`, so that one who is told twice can know.
 */
export async function push(
  event: SecretSettled,
  { issuer, key, receivers }: Receivers,
  now: number,
): Promise<readonly Pushed[]> {
  const signingKey = await importJWK(JSON.parse(key.jwk.reveal()) as JWK, 'ES256');
  return Promise.all(
    receivers.map(async (receiver): Promise<readonly Pushed[]> => {
      const claims = credentialChange(event, { issuer, audience: receiver.audience }, now);
      if (claims === undefined) return [];
      const token = await new CompactSign(Buffer.from(JSON.stringify(claims)))
        .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: 'secevent+jwt' })
        .sign(signingKey);
      return [await deliver(receiver, token)];
    }),
  ).then((pushed) => pushed.flat());
}

async function deliver({ url, audience, authorization }: Receiver, token: string): Promise<Pushed> {
  const stream = got.stream.post(url, {
    body: token,
    headers: {
      'content-type': 'application/secevent+jwt',
      accept: 'application/json',
      ...(authorization !== undefined && { authorization: authorization.reveal() }),
    },
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
    timeout: { request: TIMEOUT_MS },
    // Said outright, because a default could be switched off by NODE_TLS_REJECT_UNAUTHORIZED.
    https: { rejectUnauthorized: true },
  });
  try {
    // The status says it all; whatever the body holds is not read.
    const [{ statusCode }] = (await once(stream, 'response')) as [{ readonly statusCode: number }];
    if (statusCode === 202) return { kind: 'taken', audience };
    return { kind: 'not-taken', audience, reason: `HTTP ${statusCode}, where 202 says that it was taken` };
  } catch (error) {
    // Neither the error nor its message goes further: both can hold the request with its authorization.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { kind: 'not-taken', audience, reason: `no answer (${code})` };
  } finally {
    stream.on('error', () => {});
    stream.destroy();
  }
}
