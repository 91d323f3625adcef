import type { Delivery } from '../message/delivery.ts';
import { expanded } from '../message/expanded.ts';
import type { SecretId } from '../message/identifier.ts';
import { narrow } from '../message/narrow.ts';
import type { Outgoing } from '../message/outgoing.ts';
import type { Compromise } from '../message/parse.ts';
import { parts } from '../message/parts.ts';
import type { Reference, Target } from '../message/reference.ts';
import { dispositionOf } from '../outcome/disposition.ts';
import type { Fate } from '../outcome/outcome.ts';
import { number, text } from './attributes.ts';
import { deadLetter, malformedLetter } from './dead-letter.ts';
import { delaySeconds } from './delay.ts';

/** What is to be done with one delivered message, in this order: what must outlive it is sent before it is acknowledged. */
export type Settlement =
  | { readonly kind: 'acknowledge'; readonly deadLetters: readonly Outgoing[] }
  | { readonly kind: 'split'; readonly deadLetters: readonly Outgoing[]; readonly remainders: readonly Outgoing[] }
  | { readonly kind: 'hide'; readonly delaySeconds: number };

/** All that settling depends on beside the message and what became of its secrets. */
export type SettleWith = Readonly<{
  maxReceiveCount: number;
  giveUpAfterSeconds: number;
  /** Milliseconds since the epoch. */
  now: number;
  random: () => number;
}>;

/** What became of everything that a batch aimed at: of each secret, and of each name that led to none. */
export type Fates = ReadonlyMap<Target, Fate>;

/** Which secrets the vault said go by each name. */
export type Found = ReadonlyMap<Reference, readonly SecretId[]>;

/** Decides what is done with one message, from what became of its secrets. */
export function settle(delivery: Delivery, fates: Fates, found: Found, settleWith: SettleWith): Settlement {
  const { message } = delivery;
  switch (message.kind) {
    case 'malformed':
      return { kind: 'acknowledge', deadLetters: [malformedLetter(delivery, message.reason, settleWith.now)] };
    case 'compromise':
      return settleCompromise(delivery, expanded(message.compromise, found), fates, settleWith);
  }
}

const UNTOUCHED: Fate = { outcome: { kind: 'deferred' }, attempts: 0, durationMs: 0, requestId: undefined };

function settleCompromise(
  delivery: Delivery,
  compromise: Compromise,
  fates: Fates,
  { maxReceiveCount, giveUpAfterSeconds, now, random }: SettleWith,
): Settlement {
  const ageMs = now - delivery.firstSentAt;
  const givenUp = ageMs > giveUpAfterSeconds * 1000 || delivery.receiveCount >= maxReceiveCount;
  const deadLetters: Outgoing[] = [];
  const unsettled = new Set<Target>();
  let tryLater = false;

  const targets = [...compromise.secrets, ...compromise.references];
  for (const target of targets) {
    const fate = fates.get(target) ?? UNTOUCHED;
    const disposition = dispositionOf(fate.outcome);
    if (disposition.kind === 'done' || (disposition.kind === 'dead-letter' && compromise.dryRun)) continue;
    if (disposition.kind === 'dead-letter' || givenUp) {
      deadLetters.push(deadLetter(delivery, { compromise, target, fate, failure: disposition.failure }, now));
    } else {
      unsettled.add(target);
      tryLater ||= disposition.when === 'later';
    }
  }

  if (unsettled.size === 0) return { kind: 'acknowledge', deadLetters };
  const delay = tryLater ? delaySeconds(delivery.receiveCount, ageMs, random) : 0;
  if (unsettled.size === targets.length) return { kind: 'hide', delaySeconds: delay };
  const remainders = parts(compromise, unsettled).map((part) => remainder(delivery, compromise, part, delay));
  return { kind: 'split', deadLetters, remainders };
}

/** The same message with only what is left to do. Its age goes on counting from the first of its ancestors. */
function remainder(
  delivery: Delivery,
  compromise: Compromise,
  unsettled: ReadonlySet<Target>,
  delay: number,
): Outgoing {
  return {
    write: () => narrow(compromise, unsettled),
    attributes: [
      number('FirstSentAt', delivery.firstSentAt),
      ...(delivery.redrives === undefined ? [] : [number('Redrives', delivery.redrives)]),
      ...text('ApprovedBy', delivery.approvedBy),
    ],
    delaySeconds: delay,
  };
}
