import type { Outgoing } from '../message/outgoing.ts';
import { MAX_MESSAGE_BYTES } from '../message/write.ts';
import { type Fitted, fitted } from './fitted.ts';

/** The most messages that SQS takes in one call. */
const MOST_MESSAGES = 10;

/** Groups messages into as few batch calls as SQS allows, in their order, writing each only when its batch is asked for. */
export function* batches(messages: readonly Outgoing[]): Generator<readonly Fitted[]> {
  let batch: Fitted[] = [];
  let bytes = 0;
  for (const message of messages) {
    const next = fitted(message);
    if (batch.length === MOST_MESSAGES || (batch.length > 0 && bytes + next.bytes > MAX_MESSAGE_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(next);
    bytes += next.bytes;
  }
  if (batch.length > 0) yield batch;
}

/** The most batch calls that it can take to send a message on as this many, each no larger than the message itself. */
export function callsAtMost(messages: number, bytesEach: number): number {
  // A dead letter has attributes of its own; with them it is never counted as less than this.
  const together = Math.min(MOST_MESSAGES, Math.max(1, Math.floor(MAX_MESSAGE_BYTES / (bytesEach + ATTRIBUTES_BYTES))));
  return Math.ceil(messages / together);
}

const ATTRIBUTES_BYTES = 1024;
