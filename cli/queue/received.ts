import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Lanes } from '../../lib/queue/lanes.ts';
import { nameOf, type Sent } from '../../lib/queue/queue.ts';
import { hasRegion, NO_REGION } from '../aws.ts';

/** `failed` has a reason that {@link adviceFor} knows. */
export type Received =
  | { readonly kind: 'received'; readonly messages: readonly Message[] }
  | Extract<Sent, { kind: 'failed' }>;

/** Looking at a queue that nothing serves: only who receives a message sees it. */
export type Looking = Readonly<{
  /** Receives everything that is there, which hides it from others for a while. */
  receiveAll: () => Promise<Received>;
  /**
   * Hides a message for as long again, before it is sent elsewhere: one that others have seen meanwhile would not be taken off the
   * queue by what was received, and SQS would not say so.
   */
  keep: (receiptHandle: string) => Promise<Sent>;
  /**
   * Goes on hiding what was received, however long the work takes.
   * @param left says, each time that it is asked, what there is still to hide
   * @returns ends it; resolves when nothing will be hidden any more
   */
  hold: (left: () => readonly string[]) => () => Promise<void>;
  /** Lets others see these again. */
  show: (receiptHandles: readonly string[]) => Promise<void>;
}>;

/** @param hiddenSeconds how long somebody may take to decide */
export function lookAt(
  client: SQSClient,
  QueueUrl: string,
  { lanes, hiddenSeconds }: Readonly<{ lanes: Lanes; hiddenSeconds: number }>,
): Looking {
  const hideTen = (ten: readonly string[], VisibilityTimeout: number) => {
    const Entries = ten.map((ReceiptHandle, index) => ({ Id: `${index}`, ReceiptHandle, VisibilityTimeout }));
    return client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  };
  const hideAll = (all: readonly string[], seconds: number) =>
    Promise.allSettled(tensOf(all).map((ten) => lanes(() => hideTen(ten, seconds))));

  return {
    receiveAll: async () => {
      try {
        if (!(await hasRegion(client))) return { kind: 'failed', reason: NO_REGION };
        const messages = new Map<string | undefined, Message>();
        for (;;) {
          // A long poll, since a short one asks only some of the servers that keep the queue.
          const { Messages = [] } = await client.send(
            new ReceiveMessageCommand({
              QueueUrl,
              MaxNumberOfMessages: 10,
              WaitTimeSeconds: 1,
              VisibilityTimeout: hiddenSeconds,
              MessageAttributeNames: ['All'],
            }),
          );
          const known = messages.size;
          // What SQS delivers twice is there once, and the later receipt is the one that counts.
          for (const message of Messages) messages.set(message.MessageId, message);
          if (messages.size === known) return { kind: 'received', messages: [...messages.values()] };
        }
      } catch (error) {
        return { kind: 'failed', reason: nameOf(error) };
      }
    },
    keep: (ReceiptHandle) =>
      lanes(async () => {
        try {
          const hiding = { QueueUrl, ReceiptHandle, VisibilityTimeout: hiddenSeconds };
          await client.send(new ChangeMessageVisibilityCommand(hiding));
          return { kind: 'sent' };
        } catch (error) {
          return { kind: 'failed', reason: nameOf(error) };
        }
      }),
    hold: (left) => {
      let hiding: Promise<unknown> = Promise.resolve();
      // One that fails is made up for by the next; what others see all the same is found out by `keep`.
      const timer = setInterval(
        () => {
          hiding = hiding.then(() => hideAll(left(), hiddenSeconds));
        },
        (hiddenSeconds * 1000) / 3,
      );
      return async () => {
        clearInterval(timer);
        await hiding;
      };
    },
    show: async (receiptHandles) => {
      // What could not be shown again shows by itself, a little later.
      await hideAll(receiptHandles, 0);
    },
  };
}

/** The most that SQS takes in one call. */
export const tensOf = <Each>(all: readonly Each[]): readonly (readonly Each[])[] =>
  Array.from({ length: Math.ceil(all.length / 10) }, (_, ten) => all.slice(10 * ten, 10 * ten + 10));
