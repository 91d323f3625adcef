import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
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
  /** About how many messages there are, those included that nobody can receive now; `undefined` where that cannot be asked. */
  count: () => Promise<number | undefined>;
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

const COUNTS = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;

/** @param hiddenSeconds how long somebody may take to decide */
export function lookAt(
  client: SQSClient,
  QueueUrl: string,
  { lanes, hiddenSeconds }: Readonly<{ lanes: Lanes; hiddenSeconds: number }>,
): Looking {
  // Of one that shows again SQS may say that it is hidden, and do nothing; so the time counts, and not its word alone.
  const hiddenUntil = new Map<string | undefined, number>();
  const isHeld = (receiptHandle: string) => Date.now() < (hiddenUntil.get(receiptHandle) ?? 0);

  const hideTen = async (ten: readonly string[], VisibilityTimeout: number) => {
    const Entries = ten.map((ReceiptHandle, index) => ({ Id: `${index}`, ReceiptHandle, VisibilityTimeout }));
    const askedAt = Date.now();
    const { Successful = [] } = await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
    for (const { Id } of Successful) hiddenUntil.set(ten[Number(Id)], askedAt + VisibilityTimeout * 1000);
  };
  const hideAll = (all: readonly string[], seconds: number) =>
    Promise.allSettled(tensOf(all).map((ten) => lanes(() => hideTen(ten, seconds))));

  return {
    receiveAll: async () => {
      try {
        if (!(await hasRegion(client))) return { kind: 'failed', reason: NO_REGION };
        const messages = new Map<string | undefined, Message>();
        for (;;) {
          const askedAt = Date.now();
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
          for (const message of Messages) {
            messages.set(message.MessageId, message);
            hiddenUntil.set(message.ReceiptHandle, askedAt + hiddenSeconds * 1000);
          }
          if (messages.size === known) return { kind: 'received', messages: [...messages.values()] };
        }
      } catch (error) {
        return { kind: 'failed', reason: nameOf(error) };
      }
    },
    count: async () => {
      try {
        const { Attributes = {} } = await client.send(
          new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTS] }),
        );
        return COUNTS.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
      } catch {
        // What is wrong shows when they are received; a right that only this needs is not worth a word.
        return undefined;
      }
    },
    keep: (ReceiptHandle) =>
      lanes(async () => {
        if (!isHeld(ReceiptHandle)) return { kind: 'failed', reason: 'MessageNotInflight' };
        try {
          const hiding = { QueueUrl, ReceiptHandle, VisibilityTimeout: hiddenSeconds };
          const askedAt = Date.now();
          await client.send(new ChangeMessageVisibilityCommand(hiding));
          hiddenUntil.set(ReceiptHandle, askedAt + hiddenSeconds * 1000);
          return { kind: 'sent' };
        } catch (error) {
          return { kind: 'failed', reason: nameOf(error) };
        }
      }),
    hold: (left) => {
      let hiding: Promise<unknown> = Promise.resolve();
      // One that fails is made up for by the next; what shows all the same is found out by `keep`.
      const timer = setInterval(
        () => {
          hiding = hiding.then(() => hideAll(left().filter(isHeld), hiddenSeconds));
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
