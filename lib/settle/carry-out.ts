import type { Delivery } from '../message/delivery.ts';
import type { Outgoing } from '../message/outgoing.ts';
import type { Settlement } from './settle.ts';

/** `failed`: it is not certain that the queue has taken everything. */
export type Sent = { readonly kind: 'sent' } | { readonly kind: 'failed'; readonly reason: string };

/** What settling needs of the queues. */
export type Queues = Readonly<{
  sendDeadLetters: (letters: readonly Outgoing[]) => Promise<Sent>;
  sendRemainders: (remainders: readonly Outgoing[]) => Promise<Sent>;
  hide: (receiptHandle: string, seconds: number) => Promise<Sent>;
}>;

/** Whether the message may be acknowledged, or stays on the queue: as decided, or because what it needed was not done. */
export type CarriedOut =
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'keep' }
  | { readonly kind: 'failed'; readonly reason: string };

/** Does what was decided for one message, each step only after the one before it is certain. */
export async function carryOut(
  settlement: Settlement,
  { receiptHandle }: Delivery,
  queues: Queues,
): Promise<CarriedOut> {
  switch (settlement.kind) {
    case 'acknowledge':
      return after(await queues.sendDeadLetters(settlement.deadLetters), async () => ({ kind: 'acknowledge' }));
    case 'split':
      return after(await queues.sendDeadLetters(settlement.deadLetters), async () =>
        after(await queues.sendRemainders(settlement.remainders), async () => ({ kind: 'acknowledge' })),
      );
    case 'hide':
      return after(await queues.hide(receiptHandle, settlement.delaySeconds), async () => ({ kind: 'keep' }));
  }
}

const after = async (sent: Sent, next: () => Promise<CarriedOut>): Promise<CarriedOut> =>
  sent.kind === 'failed' ? sent : next();
