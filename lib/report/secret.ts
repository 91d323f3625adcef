import type { Delivery } from '../message/delivery.ts';
import type { Compromise } from '../message/parse.ts';
import { readTarget, type Target } from '../message/reference.ts';
import type { Fate, Outcome } from '../outcome/outcome.ts';
import type { Entry } from './entry.ts';

const MOST_CHARACTERS = 256;

/**
 * What became of a secret, or of a name that led to none, for one of the messages that named it. Nothing of the message but
 * its incident is repeated.
 */
export function secretEntry({ messageId, message, approvedBy }: Delivery, target: Target, fate: Fate): Entry {
  const compromise = message.kind === 'compromise' ? message.compromise : undefined;
  const incidentId = compromise?.incidentId?.slice(0, MOST_CHARACTERS);
  const { outcome, attempts, durationMs, requestId } = fate;
  const identifier = typeof target === 'number' ? String(target) : undefined;
  return {
    level: levelOf(outcome),
    message: `${identifier ? `Secret ${identifier}` : 'A name'}${incidentId ? ` of ${incidentId}` : ''}: ${outcome.kind}`,
    fields: {
      event: 'secret.outcome',
      incidentId,
      identifier,
      outcome: outcome.kind,
      code: 'code' in outcome ? outcome.code : undefined,
      reason: reasonOf(outcome),
      dryRun: compromise?.dryRun ? true : undefined,
      entry: compromise !== undefined && typeof target === 'string' ? entryOf(compromise, target) : undefined,
      attempts,
      durationMs: Math.round(durationMs),
      requestId,
      messageId,
      approvedBy,
    },
  };
}

/** Where in the message a name stands, as it is not repeated here. */
const entryOf = ({ document }: Compromise, name: Target): string =>
  `secrets[${document.secrets.findIndex((entry) => readTarget(entry) === name)}]`;

function levelOf(outcome: Outcome): Entry['level'] {
  switch (outcome.kind) {
    case 'disabled':
    case 'already-disabled':
    case 'would-disable':
    case 'deferred':
      return 'info';
    case 'not-found':
    case 'unresolved':
    case 'would-fail':
    case 'access-denied':
    case 'rejected':
    case 'unavailable':
      return 'warn';
    case 'unauthorized':
      return 'error';
  }
}

function reasonOf(outcome: Outcome): string | undefined {
  if ('said' in outcome) return outcome.said;
  return 'reason' in outcome ? outcome.reason : undefined;
}
