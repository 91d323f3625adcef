import type { ParsedMessage } from './parse.ts';

/** One delivery of a message by the queue. Times in milliseconds since the epoch. */
export type Delivery = Readonly<{
  messageId: string;
  receiptHandle: string;
  body: string;
  message: ParsedMessage;
  /** How often it has been delivered, this time included. */
  receiveCount: number;
  /** When the first of its ancestors was sent, where it is a remainder; else when it was sent itself. */
  firstSentAt: number;
  /** Whether it is what was left to do of another message. */
  isRemainder: boolean;
  /** How often it had been put back when it last became a dead letter; `undefined` if it never was one. */
  redrives: number | undefined;
  /** Who has approved that more is disabled than may be in an hour; `undefined` where nobody needed to, or has. */
  approvedBy: string | undefined;
}>;
