import type { Message } from '@aws-sdk/client-sqs';

/** A message of the dead-letter queue, as its attributes tell it. */
export type Letter = Readonly<{
  messageId: string;
  receiptHandle: string;
  body: string;
  /** Why it is there; `unknown` where SQS itself has moved it, which gives no reason. */
  code: string;
  reason: string | undefined;
  identifier: string | undefined;
  incidentId: string | undefined;
  failedAt: string | undefined;
  redrives: number;
}>;

export function readLetter({ MessageId = '', ReceiptHandle = '', Body = '', MessageAttributes = {} }: Message): Letter {
  const said = (name: string) => MessageAttributes[name]?.StringValue || undefined;
  const redrives = Number(said('Redrives'));
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    code: said('ErrorCode') ?? 'unknown',
    reason: said('ErrorMessage'),
    identifier: said('Identifier'),
    incidentId: said('IncidentId'),
    failedAt: said('FailedAt'),
    redrives: Number.isSafeInteger(redrives) && redrives > 0 ? redrives : 0,
  };
}

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

/** How many there are of each code, the most first. */
export function tally(letters: readonly Letter[]): readonly (readonly [code: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { code } of letters) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].toSorted(([, one], [, other]) => other - one);
}
