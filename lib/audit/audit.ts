import type { Delivery } from '../message/delivery.ts';
import type { CarriedOut, Sent } from '../settle/carry-out.ts';
import { isGivenUp, type Settlement, type SettleWith } from '../settle/settle.ts';
import type { Came } from './records.ts';

/** Writes down what a message came to. `failed`: it is not certain that all of it is written. */
export type Audit = (delivery: Delivery, came: Came, settleWith: SettleWith) => Promise<Sent>;

/** What was done with a message, and why it has no whole record if it is acknowledged without one. */
export type Recorded = Readonly<{ carriedOut: CarriedOut; unrecorded?: string }>;

/** A message, what was decided for it, and what that goes by. */
type Decided = Readonly<{ delivery: Delivery; came: Came; settlement: Settlement; settleWith: SettleWith }>;

/**
 * Writes down what a message came to, and then does what was decided for it. What could not be written keeps it on the queue,
 * without a dead letter, of which there would be another each time it comes again; unless it is given up: it would be moved away
 * without a reason, or never end.
 */
export async function recordedFirst(
  audit: Audit,
  { delivery, came, settlement, settleWith }: Decided,
  carryOut: () => Promise<CarriedOut>,
): Promise<Recorded> {
  const written = await audit(delivery, came, settleWith);
  if (written.kind === 'sent') return { carriedOut: await carryOut() };
  const { reason } = written;
  // What stays comes again, and is written down then.
  if (settlement.kind === 'hide') return { carriedOut: await carryOut() };
  if (!isGivenUp(delivery, settleWith))
    return { carriedOut: { kind: 'failed', reason: `its audit record could not be written (${reason})` } };
  const carriedOut = await carryOut();
  return carriedOut.kind === 'acknowledge' ? { carriedOut, unrecorded: reason } : { carriedOut };
}
