import type { Delivery } from '../message/delivery.ts';
import type { CarriedOut, Sent } from '../settle/carry-out.ts';
import { isGivenUp, type SettleWith } from '../settle/settle.ts';
import type { Came } from './records.ts';

/** Writes down what a message came to. `failed`: it is not certain that all of it is written. */
export type Audit = (delivery: Delivery, came: Came, settleWith: SettleWith) => Promise<Sent>;

/** Whether a message may be acknowledged, and why it has no whole record if it may be without one. */
export type Recorded = Readonly<{ carriedOut: CarriedOut; unrecorded?: string }>;

/**
 * Writes down what a message came to when it has been carried out, and says whether it may now be acknowledged. What could not
 * be written keeps it on the queue, unless it is given up: it would be moved away without a reason, or never end.
 */
export async function recorded(
  audit: Audit,
  carriedOut: CarriedOut,
  delivery: Delivery,
  came: Came,
  settleWith: SettleWith,
): Promise<Recorded> {
  if (carriedOut.kind === 'failed') return { carriedOut };
  const written = await audit(delivery, came, settleWith);
  // What stays comes again, and is written down then.
  if (written.kind === 'sent' || carriedOut.kind === 'keep') return { carriedOut };
  const { reason } = written;
  if (isGivenUp(delivery, settleWith)) return { carriedOut, unrecorded: reason };
  return { carriedOut: { kind: 'failed', reason: `its audit record could not be written (${reason})` } };
}
