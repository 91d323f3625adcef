import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import type { Received } from '../../lib/source/source.ts';

export const SECRET = 'a shared secret of some length';
export const OTHER_SECRET = 'quite another shared secret';

/** The time at which everything here is signed, in milliseconds since the epoch. */
export const NOW = Date.UTC(2026, 10, 24, 9, 30);

type Signed = Readonly<{ headers: Record<string, string>; body: Buffer }>;

/** As Standard Webhooks says, with the code of nobody but Node. */
export function standardWebhook(
  body: string,
  {
    secret = SECRET,
    id = 'event-1',
    at = NOW,
  }: Readonly<{ secret?: string; id?: string; at?: number | undefined }> = {},
): Signed {
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
  return { headers, body: Buffer.from(body) };
}

export function fromGitGuardian(
  body: string,
  {
    at = NOW,
    secret = SECRET,
    timestamp = new Date(at).toISOString(),
  }: Readonly<{ at?: number | undefined; secret?: string; timestamp?: string }> = {},
): Signed {
  const signature = createHmac('sha256', timestamp + secret)
    .update(body)
    .digest('hex');
  return {
    headers: { timestamp, 'gitguardian-signature': `sha256=${signature}` },
    body: Buffer.from(body),
  };
}

/** Two keys, as GitHub has them while it changes from one to the other. */
const pairs = ['one', 'two'].map((id) => ({ id, ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) }));

export const GITHUB_KEYS = {
  public_keys: pairs.map(({ id, publicKey }) => ({
    key_identifier: id,
    key: String(publicKey.export({ type: 'spki', format: 'pem' })),
    is_current: id === 'two',
  })),
};

export function fromGitHub(body: string, keyId = 'two'): Signed {
  const pair = pairs.find(({ id }) => id === keyId);
  if (pair === undefined) throw new Error(`no key ${keyId}`);
  const signature = sign('sha256', Buffer.from(body), pair.privateKey).toString('base64');
  return {
    headers: { 'github-public-key-identifier': keyId, 'github-public-key-signature': signature },
    body: Buffer.from(body),
  };
}

export const fromGitLab = (body: string): Signed => ({
  headers: { authorization: SECRET },
  body: Buffer.from(body),
});

/** In structured mode, with the id of the document's sample. */
export function structuredEvent(body: string, at?: number): Signed {
  const signed = standardWebhook(body, { id: 'A234-1234-1234', at });
  return { ...signed, headers: { ...signed.headers, 'content-type': 'application/cloudevents+json; charset=UTF-8' } };
}

/** The request with one bit changed in one of its headers, or in its body. */
export function withBitFlipped({ headers, body }: Received, where: string, bit: number): Received {
  const flip = (bytes: Buffer): Buffer => {
    const changed = Buffer.from(bytes);
    const at = Math.floor(bit / 8) % changed.length;
    changed[at] = (changed[at] ?? 0) ^ (1 << (bit % 8));
    return changed;
  };
  if (where === 'body') return { headers, body: flip(body) };
  return {
    headers: { ...headers, [where]: flip(Buffer.from(headers[where] ?? '', 'latin1')).toString('latin1') },
    body,
  };
}
