import type { Delivery } from '../message/delivery.ts';
import { MAX_SECRETS } from '../message/schema.ts';
import type { Pace } from '../queue/pace.ts';
import { MOST_BYTES } from './item.ts';
import { SIDE_BY_SIDE } from './write.ts';

/** So large a record seldom is. */
const RECORD_BYTES = 400;

/** How long it is expected to take at most, in milliseconds, to write down what these messages come to. */
export function auditingMs(deliveries: readonly Delivery[], pace: Pace): number {
  const calls = deliveries.map((delivery) => Math.ceil((recordsOf(delivery) * RECORD_BYTES) / MOST_BYTES));
  const sideBySide = Math.ceil(calls.reduce((sum, each) => sum + each, 0) / SIDE_BY_SIDE);
  // Those of one message come one after another.
  return pace.expectedMs(Math.max(sideBySide, ...calls));
}

/** How many there can be of a message. */
function recordsOf({ message }: Delivery): number {
  if (message.kind === 'malformed') return 1;
  const { secrets, references } = message.compromise;
  // What was reported, each secret, and each name with what it leads to.
  return 1 + secrets.length + references.length * (1 + MAX_SECRETS);
}
