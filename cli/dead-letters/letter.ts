import type { Message } from '@aws-sdk/client-sqs';
import { explanationOf } from './explanations.ts';
import { readSubject, type Subject, UNREADABLE } from './subject.ts';

/** A message of the dead-letter queue, as its attributes tell it, and its body where they are missing. */
export type Letter = Readonly<{
  messageId: string;
  receiptHandle: string;
  body: string;
  /** Why it is there; `unknown` where SQS itself has moved it, which gives no reason. */
  code: string;
  reason: string | undefined;
  identifier: string | undefined;
  incidentId: string | undefined;
  subject: Subject;
  failedAt: string | undefined;
  redrives: number;
}>;

export function readLetter({ MessageId = '', ReceiptHandle = '', Body = '', MessageAttributes = {} }: Message): Letter {
  const said = (name: string) => MessageAttributes[name]?.StringValue || undefined;
  const redrives = Number(said('Redrives'));
  const { subject, incidentId } = readSubject(Body);
  const event = subject.kind === 'event' ? subject : undefined;
  // EventBridge Scheduler has its own names for why it could not deliver.
  const code = said('ErrorCode') ?? (said('SCHEDULE_ARN') && 'schedule') ?? event?.kind ?? 'unknown';
  const failure = event && `${event.functionName} could not take it (${event.condition})`;
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    code,
    reason: said('ErrorMessage') ?? said('ERROR_MESSAGE') ?? failure,
    identifier: said('Identifier'),
    incidentId: said('IncidentId') ?? incidentId,
    // A stranger's, and what looks like a fingerprint in it may be the leaked credential.
    subject: code === 'malformed' ? UNREADABLE : subject,
    failedAt: said('FailedAt') ?? event?.failedAt,
    redrives: Number.isSafeInteger(redrives) && redrives > 0 ? redrives : 0,
  };
}

/** Whether it would come back the same, whatever is done before it is put back. */
export const isHopeless = ({ code, subject }: Letter): boolean =>
  explanationOf(code)?.redriving === 'never' || subject.kind !== 'secrets';

/** Which letters are meant; what is not said is not asked. */
export type Which = Readonly<{
  codes: readonly string[];
  incidents: readonly string[];
  messageIds: readonly string[];
}>;

export const chosen = (letters: readonly Letter[], { codes, incidents, messageIds }: Which): readonly Letter[] =>
  letters.filter(
    ({ code, incidentId, messageId }) =>
      (codes.length === 0 || codes.includes(code)) &&
      (incidents.length === 0 || (incidentId !== undefined && incidents.includes(incidentId))) &&
      (messageIds.length === 0 || messageIds.includes(messageId)),
  );

/** The message ids that were asked for and that no letter has. */
export const absent = (letters: readonly Letter[], { messageIds }: Which): readonly string[] =>
  messageIds.filter((id) => !letters.some(({ messageId }) => messageId === id));

/** How many there are of each code, the most first. */
export function tally(letters: readonly Letter[]): readonly (readonly [code: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { code } of letters) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].toSorted(([, one], [, other]) => other - one);
}
