import type { SQSMessageAttributes, SQSRecord } from 'aws-lambda';
import type { Delivery } from '../message/delivery.ts';
import { parseMessage } from '../message/parse.ts';

/** Of a name, which is passed on. */
const MOST_CHARACTERS = 64;

/** Reads one record of the event. What cannot be read of its metadata counts as if the message were new. */
export function readDelivery(
  { messageId, receiptHandle, body, attributes, messageAttributes }: SQSRecord,
  now: number,
): Delivery {
  const sentAt = wholeNumber(attributes?.SentTimestamp) ?? now;
  const claimed = attribute(messageAttributes, 'FirstSentAt');
  // Nothing is older than its ancestors: a later time than the message's own is not one of ours.
  const isRemainder = claimed !== undefined && claimed <= sentAt;
  return {
    messageId,
    receiptHandle,
    body: body ?? '',
    message: parseMessage(body ?? ''),
    receiveCount: wholeNumber(attributes?.ApproximateReceiveCount) ?? 1,
    firstSentAt: isRemainder ? claimed : sentAt,
    isRemainder,
    redrives: attribute(messageAttributes, 'Redrives'),
    approvedBy: messageAttributes?.['ApprovedBy']?.stringValue?.slice(0, MOST_CHARACTERS) || undefined,
  };
}

function attribute(attributes: SQSMessageAttributes | undefined, name: string): number | undefined {
  return wholeNumber(attributes?.[name]?.stringValue);
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^[0-9]{1,15}$/.test(text) ? Number(text) : undefined;
}
