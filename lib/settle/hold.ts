import type { Delivery } from '../message/delivery.ts';
import type { Outgoing } from '../message/outgoing.ts';
import { number, text } from './attributes.ts';

/** A message that waits for somebody's approval as it came, with why it does. */
export type Hold = Readonly<{ kind: 'hold'; message: Outgoing; reason: string; secrets: number }>;

/**
 * Decides what is sent to those who approve. Without `FirstSentAt`: what is approved has all the time that a new message has.
 * @param secrets how many it names @param now in milliseconds since the epoch
 */
export function hold(
  delivery: Delivery,
  { reason, secrets }: Readonly<{ reason: string; secrets: number }>,
  now: number,
): Hold {
  const { body, message, messageId, redrives } = delivery;
  const attributes = [
    text('HeldReason', reason),
    number('Secrets', secrets),
    text('IncidentId', message.kind === 'compromise' ? message.compromise.incidentId : undefined),
    text('SourceMessageId', messageId),
    text('HeldAt', new Date(now).toISOString()),
    redrives === undefined ? [] : number('Redrives', redrives),
  ].flat();
  return { kind: 'hold', message: { write: () => body, attributes, delaySeconds: 0 }, reason, secrets };
}
