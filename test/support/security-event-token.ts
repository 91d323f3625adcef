import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import type { Received } from '../../lib/source/source.ts';

/** Two keys, as a transmitter has them while it changes from one to the other. */
const pairs = await Promise.all(['old', 'new'].map(async (kid) => ({ kid, ...(await generateKeyPair('ES256')) })));

export const SSF_KEYS = {
  issuer: 'https://idp.example.com/',
  audience: '636C69656E745F6964',
  jwks: {
    keys: await Promise.all(pairs.map(async ({ kid, publicKey }) => ({ ...(await exportJWK(publicKey)), kid }))),
  },
};

/** Claims as if they were issued at a time, in milliseconds since the epoch. */
export const issuedAt = (claims: string, at: number): string =>
  claims.replace(/"iat":\d+/, `"iat":${Math.floor(at / 1000)}`);

/** Signs claims as they are, with the newer key. */
export async function securityEventToken(
  claims: string,
  header: Readonly<Record<string, string>> = {},
): Promise<Received> {
  const [, newer] = pairs;
  if (newer === undefined) throw new Error('no key');
  const token = await new CompactSign(Buffer.from(claims))
    .setProtectedHeader({ alg: 'ES256', kid: newer.kid, typ: 'secevent+jwt', ...header })
    .sign(newer.privateKey);
  return { headers: { 'content-type': 'application/secevent+jwt' }, body: Buffer.from(token) };
}
