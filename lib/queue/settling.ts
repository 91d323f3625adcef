import type { Delivery } from '../message/delivery.ts';
import { callsAtMost } from './batches.ts';
import { SIDE_BY_SIDE } from './lanes.ts';
import type { Pace } from './pace.ts';

/**
 * How long it is expected to take at most, in milliseconds, to settle these messages side by side: should each secret need
 * a dead letter, and then one call more for the remainder.
 */
export function settlingMs(deliveries: readonly Delivery[], pace: Pace): number {
  const calls = deliveries.reduce((sum, delivery) => sum + callsFor(delivery), 0);
  return pace.expectedMs(Math.ceil(calls / SIDE_BY_SIDE) + 1);
}

function callsFor({ message, body }: Delivery): number {
  if (message.kind === 'malformed') return 1;
  const { secrets, incidentId = '' } = message.compromise;
  return callsAtMost(secrets.length, Buffer.byteLength(body) + Buffer.byteLength(incidentId));
}
