import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Queues } from '../queues.ts';
import type { Container } from './container.ts';
import { succeeded, toRecord } from './event.ts';

/** As the event source of the deployed function. */
const BATCH_SIZE = 10;

/** The longest that SQS holds a request for messages open, in seconds. */
const LONG_POLL_SECONDS = 20;

export type Poller = Readonly<{ stop: () => Promise<void> }>;

export type PollerEvents = Readonly<{
  /** Messages that have been received, before the function sees them. */
  received: (messages: readonly Message[]) => void;
  /** An invocation that gave no response; its messages stay where they are. */
  failed: (reason: string) => void;
}>;

/**
 * Does what Lambda's event source does: receives a batch, has the function serve it, and deletes what it did not report as
 * failed. Everything else stays on the queue, and comes again when its visibility timeout has passed.
 */
export function startPoller(queues: Queues, container: Container, { received, failed }: PollerEvents): Poller {
  const { client, sourceUrl: QueueUrl, sourceArn } = queues;
  const stopping = new AbortController();

  async function receive(): Promise<readonly Message[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: BATCH_SIZE,
      WaitTimeSeconds: LONG_POLL_SECONDS,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    const { Messages = [] } = await client.send(command, { abortSignal: stopping.signal });
    return Messages;
  }

  async function serve(messages: readonly Message[]): Promise<void> {
    const invoked = await container.invoke({ Records: messages.map((message) => toRecord(message, sourceArn)) });
    if (stopping.signal.aborted) return;
    if (invoked.kind === 'failed') return failed(invoked.reason);
    const done = new Set(
      succeeded(
        messages.map(({ MessageId = '' }) => MessageId),
        invoked.response,
      ),
    );
    const Entries = messages
      .filter(({ MessageId = '' }) => done.has(MessageId))
      .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    if (Entries.length > 0) await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      const messages = await receive();
      if (messages.length === 0) continue;
      received(messages);
      await serve(messages);
    }
  }

  const polling = poll().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });
  return {
    stop: () => {
      stopping.abort();
      return polling;
    },
  };
}
