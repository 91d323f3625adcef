import { DeleteMessageCommand, SendMessageCommand, SQSClient, SQSServiceException } from '@aws-sdk/client-sqs';
import type { Attribute } from '../../lib/message/outgoing.ts';
import { fitted } from '../../lib/queue/fitted.ts';
import { openLanes } from '../../lib/queue/lanes.ts';
import { nameOf, type Sent } from '../../lib/queue/queue.ts';
import { clientOptions, type Identity } from '../aws.ts';
import { type Looking, lookAt } from '../queue/received.ts';
import { regionOf } from '../queue/region.ts';
import type { Letter } from './letter.ts';
import { type Mover, moverOf } from './mover.ts';

/** The way to both queues. Every `failed` has a reason that {@link adviceFor} knows. */
export type LetterQueues = Looking &
  Readonly<{
    /** Sends a letter to be tried again, once: what may have been taken is not sent a second time. */
    putBack: (letter: Letter) => Promise<PutBack>;
    /** Takes a letter off the dead-letter queue for good. */
    remove: (letter: Letter) => Promise<Sent>;
    mover: Mover;
    close: () => void;
  }>;

/** `failed`: it is not on the source queue. `unknown`: it may be. */
export type PutBack = Sent | { readonly kind: 'unknown'; readonly reason: string };

export type Places = Identity &
  Readonly<{ deadLetterQueueUrl: string; queueUrl: string | undefined; endpointIsSet: boolean }>;

/** How long a look may take, and somebody to decide, in seconds. */
const HIDDEN_SECONDS = 300;

const SENT: Sent = { kind: 'sent' };

/** Makes clients of its own. */
export function openQueues({
  endpointIsSet,
  profile,
  region,
  deadLetterQueueUrl,
  queueUrl = '',
}: Places): LetterQueues {
  const options = {
    ...clientOptions({ profile, region: region ?? regionOf(deadLetterQueueUrl) }),
    useQueueUrlAsEndpoint: !endpointIsSet,
  };
  const client = new SQSClient(options);
  // The SDK would send again what it has no answer to, and SQS may have taken both.
  const sender = new SQSClient({ ...options, maxAttempts: 1 });
  const lanes = openLanes();

  return {
    ...lookAt(client, deadLetterQueueUrl, { lanes, hiddenSeconds: HIDDEN_SECONDS }),
    putBack: (letter) =>
      lanes(async () => {
        try {
          await sender.send(new SendMessageCommand({ QueueUrl: queueUrl, ...onTheWire(letter) }));
          return SENT;
        } catch (error) {
          return { kind: isRefusal(error) ? 'failed' : 'unknown', reason: nameOf(error) };
        }
      }),
    remove: ({ receiptHandle: ReceiptHandle }) =>
      lanes(async () => {
        try {
          await client.send(new DeleteMessageCommand({ QueueUrl: deadLetterQueueUrl, ReceiptHandle }));
          return SENT;
        } catch (error) {
          return { kind: 'failed', reason: nameOf(error) };
        }
      }),
    mover: moverOf(client, deadLetterQueueUrl, queueUrl),
    close: () => {
      client.destroy();
      sender.destroy();
    },
  };
}

/** An answer that says no, in contrast to one that says that something broke, and to none. */
function isRefusal(error: unknown): boolean {
  const status = error instanceof SQSServiceException ? (error.$metadata.httpStatusCode ?? 0) : 0;
  return status >= 400 && status < 500;
}

function onTheWire({ body, redrives }: Letter) {
  const attributes: readonly Attribute[] = [{ name: 'Redrives', type: 'Number', value: String(redrives) }];
  // A body may leave no room for it.
  const fitting = fitted({ write: () => body, attributes, delaySeconds: 0 }).attributes;
  return {
    MessageBody: body,
    MessageAttributes: Object.fromEntries(
      fitting.map(({ name, type, value }) => [name, { DataType: type, StringValue: value }]),
    ),
  };
}
