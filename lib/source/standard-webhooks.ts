import { createHmac } from 'node:crypto';
import { isRecent } from './replay-window.ts';
import { isMadeWith, type SharedSecrets } from './shared-secret.ts';
import { notAuthentic, type Received, stale, unsigned, VERIFIED, type Verified } from './source.ts';

/** A request has no more signatures than its sender has keys. */
const MOST_SIGNATURES = 10;

const NEEDED = 'The headers webhook-id, webhook-timestamp and webhook-signature are needed';

/**
 * Verifies a request that is signed as Standard Webhooks says: HMAC-SHA256 of `id.timestamp.body`, in base64, as one of the
 * signatures in `webhook-signature`.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function verifyStandardWebhook({ headers, body }: Received, secrets: SharedSecrets, now: number): Verified {
  const id = headers['webhook-id'] ?? '';
  const timestamp = headers['webhook-timestamp'] ?? '';
  const signature = headers['webhook-signature'] ?? '';
  if (signature === '') return unsigned(NEEDED);
  if (!isEventId(id) || !/^[0-9]{1,12}$/.test(timestamp)) return notAuthentic(NEEDED);
  const signatures = signature.split(' ').slice(0, MOST_SIGNATURES);
  const make = (secret: string) =>
    `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
  if (!isMadeWith(secrets, make, signatures)) return notAuthentic('The signature is not one of ours');
  return isRecent(Number(timestamp) * 1000, now) ? VERIFIED : stale('The time stamp is not within five minutes');
}

/** A dot would leave it open where the id ends. */
const isEventId = (text: string): boolean => /^[\x21-\x2D\x2F-\x7E]{1,256}$/.test(text);

/** The bytes of a secret that is written as the standard says, `whsec_` and base64; of any other, its text. */
const keyOf = (secret: string): Buffer =>
  secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret);
