import type { Delivery } from '../message/delivery.ts';
import { MAX_SECRETS } from '../message/schema.ts';
import type { Pace } from '../queue/pace.ts';
import { SIDE_BY_SIDE } from './write.ts';

/** How long it is expected to take at most, in milliseconds, to write down what these messages come to. */
export function auditingMs(deliveries: readonly Delivery[], pace: Pace): number {
  const calls = deliveries.reduce((sum, delivery) => sum + callsFor(delivery), 0);
  return pace.expectedMs(Math.ceil(calls / SIDE_BY_SIDE));
}

function callsFor({ message }: Delivery): number {
  if (message.kind === 'malformed') return 1;
  const { secrets, references } = message.compromise;
  // What was reported, each secret, and each name with what it leads to.
  return 1 + secrets.length + references.length * (1 + MAX_SECRETS);
}
