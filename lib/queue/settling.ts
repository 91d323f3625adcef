import type { Delivery } from '../message/delivery.ts';
import { MAX_SECRETS } from '../message/schema.ts';
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
  const { secrets, references, incidentId = '' } = message.compromise;
  // What a name leads to is not known yet.
  return callsAtMost(
    secrets.length + references.length * MAX_SECRETS,
    Buffer.byteLength(body) + Buffer.byteLength(incidentId),
  );
}
