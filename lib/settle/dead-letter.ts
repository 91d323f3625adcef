import type { Delivery } from '../message/delivery.ts';
import { narrow } from '../message/narrow.ts';
import type { Attribute, Outgoing } from '../message/outgoing.ts';
import type { Compromise } from '../message/parse.ts';
import type { Target } from '../message/reference.ts';
import { acceptable, MAX_MESSAGE_BYTES } from '../message/write.ts';
import type { Failure } from '../outcome/disposition.ts';
import type { Fate } from '../outcome/outcome.ts';
import { number, text } from './attributes.ts';

const MOST_CHARACTERS = 256;

/** What could not be disabled: a secret, or a name that led to none. */
type Undone = Readonly<{ compromise: Compromise; target: Target; fate: Fate; failure: Failure }>;

/** A valid message with one secret, and why it could not be disabled: put back on the source queue, it just works. */
export function deadLetter(delivery: Delivery, { compromise, target, fate, failure }: Undone, now: number): Outgoing {
  return {
    write: () => narrow(compromise, new Set([target])),
    attributes: attributes(delivery, failure, now, {
      Outcome: fate.outcome.kind,
      Identifier: typeof target === 'number' ? String(target) : undefined,
      IncidentId: compromise.incidentId,
      Attempts: fate.attempts,
    }),
    delaySeconds: 0,
  };
}

/** A message that nobody could read, as it came, and what was wrong with it. */
export function malformedLetter(delivery: Delivery, reason: string, now: number): Outgoing {
  const failure = { errorCode: 'malformed', errorMessage: `${reason}. Correct the message and send it again.` };
  return {
    // SQS takes no empty body.
    write: () => fitting(acceptable(delivery.body)) || '(the body of this message was empty)',
    attributes: attributes(delivery, failure, now, { Outcome: 'malformed', Attempts: 0 }),
    delaySeconds: 0,
  };
}

/** What was one byte may have become three; a question mark is one again. */
const fitting = (body: string): string =>
  Buffer.byteLength(body) <= MAX_MESSAGE_BYTES ? body : body.replaceAll('\uFFFD', '?');

type Circumstances = Readonly<{
  Outcome: string;
  Identifier?: string | undefined;
  IncidentId?: string | undefined;
  Attempts: number;
}>;

function attributes(delivery: Delivery, failure: Failure, now: number, of: Circumstances): readonly Attribute[] {
  const redrives = delivery.redrives === undefined ? 0 : delivery.redrives + 1;
  return [
    text('ErrorCode', failure.errorCode),
    text('ErrorMessage', oneLine(failure.errorMessage)),
    text('Outcome', of.Outcome),
    text('Identifier', of.Identifier),
    text('IncidentId', of.IncidentId),
    text('SourceMessageId', delivery.messageId),
    text('FailedAt', new Date(now).toISOString()),
    number('Attempts', of.Attempts),
    number('Redrives', redrives),
  ].flat();
}

/** What stands in `ErrorMessage`: a text on one line, cut where it is longer than people read. */
export function oneLine(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim();
  if (line.length <= MOST_CHARACTERS) return line;
  return `${line.slice(0, MOST_CHARACTERS - 1)}…`;
}
