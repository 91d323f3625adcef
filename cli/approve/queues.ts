import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Outgoing } from '../../lib/message/outgoing.ts';
import { fitted } from '../../lib/queue/fitted.ts';
import { openLanes } from '../../lib/queue/lanes.ts';
import { startPace } from '../../lib/queue/pace.ts';
import { nameOf, type Sent, sendAll } from '../../lib/queue/queue.ts';
import { clientOptions, hasRegion, type Identity, NO_REGION } from '../aws.ts';
import { regionOf } from '../queue-region.ts';
import type { Waiting } from './waiting.ts';

/** `failed` has a reason that {@link adviceFor} knows. */
export type Received =
  | { readonly kind: 'received'; readonly messages: readonly Message[] }
  | Extract<Sent, { kind: 'failed' }>;

/** The way to both queues. */
export type ApprovalQueues = Readonly<{
  /** Receives everything that waits, which hides it from others for five minutes. */
  receiveAll: () => Promise<Received>;
  /** Lets others see these again. */
  show: (receiptHandles: readonly string[]) => Promise<void>;
  /** Sends the message to be disabled and then takes it from those that wait. Twice at worst, never not at all. */
  release: (waiting: Waiting, by: string) => Promise<Sent>;
  close: () => void;
}>;

export type Places = Identity & Readonly<{ approvalQueueUrl: string; queueUrl: string; endpointIsSet: boolean }>;

/** How long somebody may take to decide, in seconds; as the queue itself has it. */
const HIDDEN_SECONDS = 300;

/** Sending one message, in milliseconds: somebody is sitting there. */
const LONGEST_MS = 30_000;

/** Makes a client of its own. */
export const openQueues = ({ endpointIsSet, profile, region, ...places }: Places): ApprovalQueues =>
  queuesOf(
    new SQSClient({
      ...clientOptions({ profile, region: region ?? regionOf(places.approvalQueueUrl) }),
      useQueueUrlAsEndpoint: !endpointIsSet,
    }),
    places,
  );

export function queuesOf(
  client: SQSClient,
  { approvalQueueUrl, queueUrl }: Pick<Places, 'approvalQueueUrl' | 'queueUrl'>,
): ApprovalQueues {
  const lanes = openLanes();
  const sending = { client, pace: startPace(), lanes, now: () => performance.now() };
  const QueueUrl = approvalQueueUrl;

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
              VisibilityTimeout: HIDDEN_SECONDS,
              MessageAttributeNames: ['All'],
            }),
          );
          const known = messages.size;
          // What SQS delivers twice waits once, and the later receipt is the one that counts.
          for (const message of Messages) messages.set(message.MessageId, message);
          if (messages.size === known) return { kind: 'received', messages: [...messages.values()] };
        }
      } catch (error) {
        return { kind: 'failed', reason: nameOf(error) };
      }
    },
    show: async (receiptHandles) => {
      const tens = Array.from({ length: Math.ceil(receiptHandles.length / 10) }, (_, ten) =>
        receiptHandles.slice(10 * ten, 10 * ten + 10),
      );
      const showTen = (ten: readonly string[]) => {
        const Entries = ten.map((ReceiptHandle, index) => ({ Id: `${index}`, ReceiptHandle, VisibilityTimeout: 0 }));
        return client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
      };
      // What could not be shown again shows by itself, a little later.
      await Promise.allSettled(tens.map((ten) => lanes(() => showTen(ten))));
    },
    release: async (waiting, by) => {
      const message = approved(waiting, by);
      if (fitted(message).attributes.length === 0) return { kind: 'failed', reason: 'NoRoom' };
      const sent = await sendAll(sending, queueUrl, [message], AbortSignal.timeout(LONGEST_MS));
      if (sent.kind === 'failed') return sent;
      try {
        await lanes(() => client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: waiting.receiptHandle })));
        return sent;
      } catch (error) {
        return { kind: 'failed', reason: nameOf(error) };
      }
    },
    close: () => client.destroy(),
  };
}

/** The message as it waits, with the name of whoever approves it. */
const approved = ({ body, redrives }: Waiting, by: string): Outgoing => ({
  write: () => body,
  attributes: [
    { name: 'ApprovedBy', type: 'String', value: by },
    ...(redrives === undefined ? [] : [{ name: 'Redrives', type: 'Number', value: redrives } as const]),
  ],
  delaySeconds: 0,
});
