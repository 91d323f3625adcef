import { type Audit, recordedFirst } from './audit/audit.ts';
import type { Came } from './audit/records.ts';
import type { Delivery } from './message/delivery.ts';
import type { Outgoing } from './message/outgoing.ts';
import type { Target } from './message/reference.ts';
import type { Settled } from './report/batch.ts';
import { carryOut, type Queues, type Sent } from './settle/carry-out.ts';
import { hold } from './settle/hold.ts';
import { isGivenUp, type SettleWith, settle } from './settle/settle.ts';

/** What one message is finished with. Without `audit` nothing is written down. */
export type Finishing = Readonly<{ queues: Queues; audit: Audit | undefined; settleWith: SettleWith }>;

type Finished = Omit<Settled, 'delivery'>;

/** Settles a message by what became of everything that it names, after that has been written down. */
export const settleMessage = (delivery: Delivery, came: Came, finishing: Finishing): Promise<Settled> =>
  alone(delivery, () => settleIt(delivery, came, finishing));

async function settleIt(delivery: Delivery, came: Came, { queues, audit, settleWith }: Finishing): Promise<Finished> {
  const settlement = settle(delivery, came.fates, came.found, settleWith);
  const doIt = () => carryOut(settlement, delivery, queues);
  if (audit === undefined) return { settlement, carriedOut: await doIt() };
  return { settlement, ...(await recordedFirst(audit, { delivery, came, settlement, settleWith }, doIt)) };
}

/** What is held, why, and the way to those who approve. */
export type Holding = Readonly<{
  held: Parameters<typeof hold>[1];
  targets: readonly Target[];
  sendHeld: (messages: readonly Outgoing[]) => Promise<Sent>;
}>;

/** So much time that nothing is given up. */
const FOR_EVER = { maxReceiveCount: Number.POSITIVE_INFINITY, giveUpAfterSeconds: Number.POSITIVE_INFINITY };

/**
 * Sends a message to those who approve, after what it reported has been written down. One that can no longer wait for another try
 * becomes dead letters that say why.
 */
export const holdMessage = (delivery: Delivery, { held, targets, sendHeld }: Holding, finishing: Finishing) =>
  alone(delivery, async () => {
    const { audit, settleWith } = finishing;
    const settlement = hold(delivery, held, settleWith.now);
    const nothingCame = { fates: new Map(), found: new Map() };
    const heldBecause = held.reason;
    const written = (await audit?.(delivery, { ...nothingCame, heldBecause }, { ...settleWith, ...FOR_EVER })) ?? {
      kind: 'sent',
    };
    const sent = written.kind === 'sent' ? await sendHeld([settlement.message]) : written;
    if (sent.kind === 'sent') return { settlement, carriedOut: { kind: 'acknowledge' } };
    if (!isGivenUp(delivery, settleWith)) return { settlement, carriedOut: sent };
    const outcome = { kind: 'unavailable', reason: `It could not be put up for approval: ${sent.reason}` } as const;
    const fate = { outcome, attempts: 0, durationMs: 0, requestId: undefined };
    return settleIt(delivery, { ...nothingCame, fates: new Map(targets.map((target) => [target, fate])) }, finishing);
  });

/** A bug that shows with one message must not keep its neighbours from being settled. */
async function alone(delivery: Delivery, finish: () => Promise<Finished>): Promise<Settled> {
  try {
    return { delivery, ...(await finish()) };
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown error';
    return { delivery, settlement: undefined, carriedOut: { kind: 'failed', reason } };
  }
}
