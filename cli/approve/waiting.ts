import type { Message } from '@aws-sdk/client-sqs';
import { parseMessage } from '../../lib/message/parse.ts';
import { type Named, readNamed } from '../../lib/roster/named.ts';
import type { Which } from './arguments.ts';

/** A message that waits for approval. Everything that is for people to read is what the message says of itself. */
export type Waiting = Readonly<{
  messageId: string;
  receiptHandle: string;
  body: string;
  redrives: string | undefined;
  /** The message that was held, by which the function's log calls it. */
  sourceMessageId: string | undefined;
  incidentId: string | undefined;
  reportedBy: string | undefined;
  /** How many secrets it names, as far as the function had found them. */
  secrets: number;
  named: readonly Named[];
  /** Why it waits. */
  reason: string | undefined;
  /** Since when, ISO 8601. */
  heldAt: string | undefined;
}>;

/** Reads a message of the approval queue; `undefined` where the function would not take it, so that nobody can approve it. */
export function readWaiting({
  MessageId = '',
  ReceiptHandle = '',
  Body = '',
  MessageAttributes = {},
}: Message): Waiting | undefined {
  const parsed = parseMessage(Body);
  if (parsed.kind === 'malformed') return undefined;
  const { compromise } = parsed;
  const said = (name: string) => MessageAttributes[name]?.StringValue;
  const count = Number(said('Secrets'));
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    redrives: said('Redrives'),
    sourceMessageId: said('SourceMessageId'),
    incidentId: compromise.incidentId,
    reportedBy: compromise.reportedBy,
    secrets: Number.isSafeInteger(count) && count > 0 ? count : compromise.secrets.length,
    named: compromise.document.secrets.flatMap((entry) => {
      const read = readNamed(entry.identifier === undefined ? entry : { identifier: entry.identifier });
      return read.kind === 'named' ? read.named : [];
    }),
    reason: said('HeldReason'),
    heldAt: said('HeldAt'),
  };
}

/** What was asked for by name and does not wait: incidents and message ids. */
export function absent(waiting: readonly Waiting[], which: Which): readonly string[] {
  if (which.kind === 'all') return [];
  const incidents = new Set(waiting.map(({ incidentId }) => incidentId));
  const ids = new Set(waiting.flatMap(({ messageId, sourceMessageId }) => [messageId, sourceMessageId]));
  return [...which.incidents.filter((each) => !incidents.has(each)), ...which.messageIds.filter((id) => !ids.has(id))];
}

/** Those that are meant. */
export function chosen(waiting: readonly Waiting[], which: Which): readonly Waiting[] {
  if (which.kind === 'all') return waiting;
  const incidents = new Set<string | undefined>(which.incidents);
  const ids = new Set<string | undefined>(which.messageIds);
  return waiting.filter(
    ({ incidentId, messageId, sourceMessageId }) =>
      (incidentId !== undefined && incidents.has(incidentId)) ||
      ids.has(messageId) ||
      (sourceMessageId !== undefined && ids.has(sourceMessageId)),
  );
}
