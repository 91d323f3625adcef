import { DeleteMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Attribute } from '../../lib/message/outgoing.ts';
import { openLanes } from '../../lib/queue/lanes.ts';
import { startPace } from '../../lib/queue/pace.ts';
import { nameOf, type Sent, sendAll } from '../../lib/queue/queue.ts';
import { clientOptions, type Identity } from '../aws.ts';
import { type Looking, lookAt } from '../queue/received.ts';
import { regionOf } from '../queue/region.ts';
import type { Letter } from './letter.ts';

/** The way to both queues. Every `failed` has a reason that {@link adviceFor} knows. */
export type LetterQueues = Looking &
  Readonly<{
    /** Sends a letter to be tried again. */
    putBack: (letter: Letter) => Promise<Sent>;
    /** Takes a letter off the dead-letter queue for good. */
    remove: (letter: Letter) => Promise<Sent>;
    close: () => void;
  }>;

export type Places = Identity &
  Readonly<{ deadLetterQueueUrl: string; queueUrl: string | undefined; endpointIsSet: boolean }>;

/** How long a look may take, and somebody to decide, in seconds. */
const HIDDEN_SECONDS = 300;

/** Sending one message, in milliseconds: somebody is sitting there. */
const LONGEST_MS = 30_000;

const SENT: Sent = { kind: 'sent' };

/** Makes a client of its own. */
export function openQueues({
  endpointIsSet,
  profile,
  region,
  deadLetterQueueUrl,
  queueUrl = '',
}: Places): LetterQueues {
  const client = new SQSClient({
    ...clientOptions({ profile, region: region ?? regionOf(deadLetterQueueUrl) }),
    useQueueUrlAsEndpoint: !endpointIsSet,
  });
  const lanes = openLanes();
  const sending = { client, pace: startPace(), lanes, now: () => performance.now() };

  async function attempt(call: () => Promise<unknown>): Promise<Sent> {
    try {
      await call();
      return SENT;
    } catch (error) {
      return { kind: 'failed', reason: nameOf(error) };
    }
  }

  return {
    ...lookAt(client, deadLetterQueueUrl, { lanes, hiddenSeconds: HIDDEN_SECONDS }),
    putBack: ({ body, redrives }) => {
      const attributes: readonly Attribute[] = [{ name: 'Redrives', type: 'Number', value: String(redrives) }];
      const message = { write: () => body, attributes, delaySeconds: 0 };
      return sendAll(sending, queueUrl, [message], AbortSignal.timeout(LONGEST_MS));
    },
    remove: ({ receiptHandle }) =>
      lanes(() =>
        attempt(() =>
          client.send(new DeleteMessageCommand({ QueueUrl: deadLetterQueueUrl, ReceiptHandle: receiptHandle })),
        ),
      ),
    close: () => client.destroy(),
  };
}
