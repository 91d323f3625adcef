import type { Delivery } from '../message/delivery.ts';
import { expanded } from '../message/expanded.ts';
import type { SecretId } from '../message/identifier.ts';
import { narrow } from '../message/narrow.ts';
import type { Outgoing } from '../message/outgoing.ts';
import type { Compromise } from '../message/parse.ts';
import { parts } from '../message/parts.ts';
import type { Reference, Target } from '../message/reference.ts';
import { dispositionOf, type Failure } from '../outcome/disposition.ts';
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

/** What is decided about one thing that a message aims at: done, a dead letter, or still open and when to try it again. */
export type Verdict = Readonly<{ target: Target; fate: Fate }> &
  (
    | { readonly kind: 'done' }
    | { readonly kind: 'dead-letter'; readonly failure: Failure }
    | { readonly kind: 'open'; readonly when: 'later' | 'at once' }
  );

/** Whether a message is not to be tried any more after this delivery: what is open then becomes a dead letter. */
export function isGivenUp(
  { firstSentAt, receiveCount }: Pick<Delivery, 'firstSentAt' | 'receiveCount'>,
  { maxReceiveCount, giveUpAfterSeconds, now }: Omit<SettleWith, 'random'>,
): boolean {
  return now - firstSentAt > giveUpAfterSeconds * 1000 || receiveCount >= maxReceiveCount;
}

/** Decides about everything that a message aims at, from what became of it. */
export function verdicts(
  delivery: Delivery,
  compromise: Compromise,
  fates: Fates,
  settleWith: Omit<SettleWith, 'random'>,
): readonly Verdict[] {
  const givenUp = isGivenUp(delivery, settleWith);
  return [...compromise.secrets, ...compromise.references].map((target): Verdict => {
    const fate = fates.get(target) ?? UNTOUCHED;
    const disposition = dispositionOf(fate.outcome);
    if (disposition.kind === 'done' || (disposition.kind === 'dead-letter' && compromise.dryRun))
      return { kind: 'done', target, fate };
    if (disposition.kind === 'dead-letter' || givenUp)
      return { kind: 'dead-letter', target, fate, failure: disposition.failure };
    return { kind: 'open', target, fate, when: disposition.when };
  });
}

const UNTOUCHED: Fate = { outcome: { kind: 'deferred' }, attempts: 0, durationMs: 0, requestId: undefined };

function settleCompromise(
  delivery: Delivery,
  compromise: Compromise,
  fates: Fates,
  settleWith: SettleWith,
): Settlement {
  const { now, random } = settleWith;
  const deadLetters: Outgoing[] = [];
  const unsettled = new Set<Target>();
  let tryLater = false;

  const all = verdicts(delivery, compromise, fates, settleWith);
  for (const verdict of all) {
    if (verdict.kind === 'dead-letter') deadLetters.push(deadLetter(delivery, { compromise, ...verdict }, now));
    if (verdict.kind !== 'open') continue;
    unsettled.add(verdict.target);
    tryLater ||= verdict.when === 'later';
  }

  if (unsettled.size === 0) return { kind: 'acknowledge', deadLetters };
  const delay = tryLater ? delaySeconds(delivery.receiveCount, now - delivery.firstSentAt, random) : 0;
  if (unsettled.size === all.length) return { kind: 'hide', delaySeconds: delay };
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
