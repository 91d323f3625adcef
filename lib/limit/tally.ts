import { createHash } from 'node:crypto';
import type { Delivery } from '../message/delivery.ts';
import type { SecretId } from '../message/identifier.ts';

/** Whose secrets are counted together, and until when the count is kept, in seconds since the epoch. */
export type Tally = Readonly<{ key: string; expiresAt: number }>;

/**
 * Adds secrets to those that a tally holds, all or none: none where it holds more than `mostBefore`. A tally is a set, so what
 * is added twice is there once. Rejects where that could not be done, or nobody knows whether it was.
 */
export type Add = (
  tally: Tally,
  secrets: readonly SecretId[],
  mostBefore: number,
) => Promise<{ readonly kind: 'added' } | { readonly kind: 'refused'; readonly held: ReadonlySet<number> }>;

const HOUR_MS = 3_600_000;

/** Longer than SQS keeps a message: 14 days at most. */
const KEPT_SECONDS = 15 * 86_400;

/**
 * The tally of who reported the message, in the hour (UTC) in which the first of its ancestors was sent: so it is the same
 * for its redeliveries and remainders. The reporter goes by a digest, since nobody knows how long a name that a sender chooses is.
 */
export function tallyOf({ message, firstSentAt }: Pick<Delivery, 'message' | 'firstSentAt'>): Tally {
  const source = (message.kind === 'compromise' ? message.compromise.reportedBy : undefined) ?? 'unknown';
  const from = Math.floor(firstSentAt / HOUR_MS) * HOUR_MS;
  const hour = new Date(from).toISOString().slice(0, 'YYYY-MM-DDTHH'.length);
  const digest = createHash('sha256').update(source).digest('hex');
  return { key: `${hour}#${digest}`, expiresAt: from / 1000 + KEPT_SECONDS };
}
