import type { Delivery } from '../message/delivery.ts';
import { callsAtMost } from './batches.ts';
import type { Pace } from './pace.ts';
import { SIDE_BY_SIDE } from './queue.ts';

/**
 * How long it is expected to take at most, in milliseconds, to settle these messages side by side: should each secret need
 * a dead letter, and then one call more for the remainder.
 */
export function settlingMs(deliveries: readonly Delivery[], pace: Pace): number {
  return pace.expectedMs(Math.max(0, ...deliveries.map(callsFor)));
}

function callsFor({ message, body }: Delivery): number {
  const letters = message.kind === 'compromise' ? message.compromise.secrets.length : 1;
  return Math.ceil(callsAtMost(letters, Buffer.byteLength(body)) / SIDE_BY_SIDE) + 1;
}
