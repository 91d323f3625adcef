import { DeleteMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Outgoing } from '../../lib/message/outgoing.ts';
import { fitted } from '../../lib/queue/fitted.ts';
import { openLanes } from '../../lib/queue/lanes.ts';
import { startPace } from '../../lib/queue/pace.ts';
import { nameOf, type Sent, sendAll } from '../../lib/queue/queue.ts';
import { clientOptions, type Identity } from '../aws.ts';
import { type Looking, lookAt } from '../queue/received.ts';
import { regionOf } from '../queue/region.ts';
import type { Waiting } from './waiting.ts';

/** The way to both queues. */
export type ApprovalQueues = Omit<Looking, 'hold'> &
  Readonly<{
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

  const looking = lookAt(client, QueueUrl, { lanes, hiddenSeconds: HIDDEN_SECONDS });

  return {
    ...looking,
    release: async (waiting, by) => {
      const message = approved(waiting, by);
      if (fitted(message).attributes.length === 0) return { kind: 'failed', reason: 'NoRoom' };
      const kept = await looking.keep(waiting.receiptHandle);
      if (kept.kind === 'failed') return kept;
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
