import type { Delivery } from '../message/delivery.ts';
import type { Fate } from '../outcome/outcome.ts';
import type { CarriedOut } from '../settle/carry-out.ts';
import type { Hold } from '../settle/hold.ts';
import type { Settlement } from '../settle/settle.ts';
import type { Entry } from './entry.ts';

/** One message, what was decided for it (nothing, where deciding failed), and whether that was done. */
export type Settled = Readonly<{
  delivery: Delivery;
  settlement: Settlement | Hold | undefined;
  carriedOut: CarriedOut;
  /** Why the message is acknowledged without its whole audit record, if it is. */
  unrecorded?: string;
}>;

/** Of an incident, which may be as long as somebody made it. */
const MOST_CHARACTERS = 256;

/** The summary of a batch. */
export function batchEntry(settled: readonly Settled[], fates: readonly Fate[], durationMs: number): Entry {
  const outcomes = count(fates.map(({ outcome }) => outcome.kind));
  const done = count(settled.map(({ carriedOut }) => carriedOut.kind));
  const sent = settled
    .filter(({ carriedOut }) => carriedOut.kind === 'acknowledge')
    .flatMap(({ settlement }) => settlement ?? []);
  const inWords = Object.entries(outcomes).map(([kind, number]) => `${number} ${kind}`);
  return {
    level: 'info',
    message: `${counted(settled.length, 'message')}, ${counted(fates.length, 'secret')}: ${inWords.join(', ') || 'nothing to disable'}`,
    fields: {
      event: 'batch.settled',
      messages: settled.length,
      secrets: fates.length,
      outcomes,
      acknowledged: done['acknowledge'] ?? 0,
      kept: done['keep'] ?? 0,
      failed: done['failed'] ?? 0,
      held: sent.filter(({ kind }) => kind === 'hold').length || undefined,
      remainders: sent.reduce(
        (sum, settlement) => sum + ('remainders' in settlement ? settlement.remainders.length : 0),
        0,
      ),
      deadLetters: sent.reduce(
        (sum, settlement) => sum + ('deadLetters' in settlement ? settlement.deadLetters.length : 0),
        0,
      ),
      durationMs: Math.round(durationMs),
    },
  };
}

/** What is worth a line of its own about single messages: those that nobody could read, that wait for approval, that were not settled. */
export function messageEntries(settled: Settled): readonly Entry[] {
  const {
    delivery: { messageId, message },
    carriedOut,
    unrecorded,
  } = settled;
  const malformed: Entry[] =
    message.kind === 'malformed'
      ? [
          {
            level: 'warn',
            message: `Message ${messageId} is malformed: ${message.reason}. It goes to the dead-letter queue`,
            fields: { event: 'message.malformed', messageId, reason: message.reason },
          },
        ]
      : [];
  const failed: Entry[] =
    carriedOut.kind === 'failed'
      ? [
          {
            level: 'error',
            message: `Message ${messageId} was not settled and stays on the queue: ${carriedOut.reason}`,
            fields: { event: 'message.not-settled', messageId, reason: carriedOut.reason },
          },
        ]
      : [];
  const missing: Entry[] =
    unrecorded === undefined
      ? []
      : [
          {
            level: 'error',
            message: `Message ${messageId} was given up, and its record is missing from the audit trail: ${unrecorded}`,
            fields: { event: 'message.not-recorded', messageId, reason: unrecorded },
          },
        ];
  return [...malformed, ...heldEntries(settled), ...failed, ...missing];
}

function heldEntries({ delivery: { messageId, message }, settlement, carriedOut }: Settled): readonly Entry[] {
  if (settlement?.kind !== 'hold' || carriedOut.kind !== 'acknowledge') return [];
  const { reason, secrets } = settlement;
  const incidentId =
    message.kind === 'compromise' ? message.compromise.incidentId?.slice(0, MOST_CHARACTERS) : undefined;
  return [
    {
      level: 'warn',
      message: `Message ${messageId} waits for approval, and nothing of it is disabled: ${reason}. Release it with revoke approve`,
      fields: { event: 'message.held', incidentId, messageId, secrets, reason },
    },
  ];
}

function count(kinds: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

const counted = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
