import {
  ChangeMessageVisibilityCommand,
  type MessageAttributeValue,
  SendMessageBatchCommand,
  type SendMessageBatchCommandOutput,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Outgoing } from '../message/outgoing.ts';
import { batches } from './batches.ts';
import type { Fitted } from './fitted.ts';
import { type Lanes, SIDE_BY_SIDE } from './lanes.ts';
import type { Pace } from './pace.ts';

/** What every call to SQS shares. `now` is in milliseconds since the epoch. */
export type Sending = Readonly<{ client: SQSClient; pace: Pace; lanes: Lanes; now: () => number }>;

/** `failed`: it is not certain that SQS has taken everything; it may have all the same. */
export type Sent = { readonly kind: 'sent' } | { readonly kind: 'failed'; readonly reason: string };

/** Sends the messages, a few batches at a time, up to the first that fails. */
export async function sendAll(
  sending: Sending,
  queueUrl: string,
  messages: readonly Outgoing[],
  signal: AbortSignal,
): Promise<Sent> {
  // One iterator for all: whichever has a free place takes the next batch, and no batch is written before it has one.
  const remaining = batches(messages);
  const next = async (): Promise<Sent | undefined> => {
    const { value: batch, done } = remaining.next();
    if (done) return undefined;
    const sent = await sendBatch(sending, queueUrl, batch, signal);
    // Ends the iterator for everybody else too.
    if (sent.kind === 'failed') remaining.return(undefined);
    return sent;
  };
  const lane = async (): Promise<Sent> => {
    for (;;) {
      const sent = await sending.lanes(next);
      if (sent?.kind !== 'sent') return sent ?? SENT;
    }
  };
  const sent = await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, messages.length) }, lane));
  return sent.find(({ kind }) => kind === 'failed') ?? SENT;
}

function sendBatch(sending: Sending, queueUrl: string, batch: readonly Fitted[], signal: AbortSignal): Promise<Sent> {
  return attempt(sending, async () => {
    const Entries = batch.map((message, index) => ({ Id: String(index), ...onTheWire(message) }));
    const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries });
    return judge(batch.length, await sending.client.send(command, { abortSignal: signal }));
  });
}

/** Hides a received message for this long, in seconds, counted from now. */
export function hide(
  sending: Sending,
  queueUrl: string,
  { receiptHandle, seconds }: Readonly<{ receiptHandle: string; seconds: number }>,
  signal: AbortSignal,
): Promise<Sent> {
  return attempt(sending, async () => {
    const command = { QueueUrl: queueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds };
    await sending.client.send(new ChangeMessageVisibilityCommand(command), { abortSignal: signal });
    return SENT;
  });
}

const SENT: Sent = { kind: 'sent' };

async function attempt({ pace, now }: Sending, call: () => Promise<Sent>): Promise<Sent> {
  const startedAt = now();
  try {
    return await call();
  } catch (error) {
    return { kind: 'failed', reason: nameOf(error) };
  } finally {
    pace.learn(now() - startedAt);
  }
}

/** What went wrong with a call to AWS, by name or code alone: the message of a wrong signature quotes the session token. */
export function nameOf(error: unknown, whom = 'SQS'): string {
  if (!(error instanceof Error)) return 'unknown error';
  if (error.name === 'AbortError') return `${whom} did not answer in the time that was left`;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function judge(sent: number, { Failed = [], Successful = [] }: SendMessageBatchCommandOutput): Sent {
  if (Successful.length === sent) return SENT;
  const codes = [...new Set(Failed.map(({ Code }) => Code))].join(', ');
  return {
    kind: 'failed',
    reason: `SQS took ${Successful.length} of ${sent} messages (${codes || 'and did not say why'})`,
  };
}

function onTheWire({ body, attributes, delaySeconds }: Fitted) {
  const written = attributes.map(({ name, type, value }): [string, MessageAttributeValue] => [
    name,
    { DataType: type, StringValue: value },
  ]);
  return { MessageBody: body, MessageAttributes: Object.fromEntries(written), DelaySeconds: delaySeconds };
}
