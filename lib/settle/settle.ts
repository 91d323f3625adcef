import type { Delivery } from '../message/delivery.ts';
import type { SecretId } from '../message/identifier.ts';
import { narrow } from '../message/narrow.ts';
import type { Attribute, Outgoing } from '../message/outgoing.ts';
import type { Compromise } from '../message/parse.ts';
import { dispositionOf } from '../outcome/disposition.ts';
import type { Fate } from '../outcome/outcome.ts';
import { deadLetter, malformedLetter } from './dead-letter.ts';
import { delaySeconds } from './delay.ts';

/** What is to be done with one delivered message, in this order: what must outlive it is sent before it is acknowledged. */
export type Settlement =
  | { readonly kind: 'acknowledge'; readonly deadLetters: readonly Outgoing[] }
  | { readonly kind: 'split'; readonly deadLetters: readonly Outgoing[]; readonly remainder: Outgoing }
  | { readonly kind: 'hide'; readonly delaySeconds: number };

/** All that settling depends on beside the message and what became of its secrets. */
export type SettleWith = Readonly<{
  maxReceiveCount: number;
  giveUpAfterSeconds: number;
  /** Milliseconds since the epoch. */
  now: number;
  random: () => number;
}>;

/** Decides what is done with one message, from what became of its secrets. */
export function settle(delivery: Delivery, fates: ReadonlyMap<SecretId, Fate>, settleWith: SettleWith): Settlement {
  const { message } = delivery;
  switch (message.kind) {
    case 'malformed':
      return { kind: 'acknowledge', deadLetters: [malformedLetter(delivery, message.reason, settleWith.now)] };
    case 'compromise':
      return settleCompromise(delivery, message.compromise, fates, settleWith);
  }
}

const UNTOUCHED: Fate = { outcome: { kind: 'deferred' }, attempts: 0, durationMs: 0, requestId: undefined };

function settleCompromise(
  delivery: Delivery,
  compromise: Compromise,
  fates: ReadonlyMap<SecretId, Fate>,
  { maxReceiveCount, giveUpAfterSeconds, now, random }: SettleWith,
): Settlement {
  const ageMs = now - delivery.firstSentAt;
  const givenUp = ageMs > giveUpAfterSeconds * 1000 || delivery.receiveCount >= maxReceiveCount;
  const deadLetters: Outgoing[] = [];
  const unsettled = new Set<SecretId>();
  let tryLater = false;

  for (const id of compromise.secrets) {
    const fate = fates.get(id) ?? UNTOUCHED;
    const disposition = dispositionOf(fate.outcome);
    if (disposition.kind === 'done') continue;
    if (disposition.kind === 'dead-letter' || givenUp) {
      deadLetters.push(deadLetter(delivery, { compromise, id, fate, failure: disposition.failure }, now));
    } else {
      unsettled.add(id);
      tryLater ||= disposition.when === 'later';
    }
  }

  if (unsettled.size === 0) return { kind: 'acknowledge', deadLetters };
  const delay = tryLater ? delaySeconds(delivery.receiveCount, ageMs, random) : 0;
  if (unsettled.size === compromise.secrets.length) return { kind: 'hide', delaySeconds: delay };
  return { kind: 'split', deadLetters, remainder: remainder(delivery, compromise, unsettled, delay) };
}

/** The same message with only what is left to do. Its age goes on counting from the first of its ancestors. */
function remainder(
  delivery: Delivery,
  compromise: Compromise,
  unsettled: ReadonlySet<SecretId>,
  delay: number,
): Outgoing {
  const number = (name: string, value: number): Attribute => ({ name, type: 'Number', value: String(value) });
  return {
    write: () => narrow(compromise, unsettled),
    attributes: [
      number('FirstSentAt', delivery.firstSentAt),
      ...(delivery.redrives === undefined ? [] : [number('Redrives', delivery.redrives)]),
    ],
    delaySeconds: delay,
  };
}
