import type { Attribute, Outgoing } from '../message/outgoing.ts';
import { readTargets } from '../message/reference.ts';
import { MAX_SECRETS } from '../message/schema.ts';
import { acceptable, writeBody } from '../message/write.ts';
import type { Alert } from './alert.ts';
import type { Fingerprint } from './fingerprint.ts';
import { incidentId } from './incident.ts';
import type { Register } from './register.ts';
import { resolve } from './resolve.ts';

/** What an alert becomes: messages for the consumer, and dead letters for what nobody can be named for. */
export type Incident = Readonly<{
  incidentId: string;
  messages: readonly Outgoing[];
  deadLetters: readonly Outgoing[];
  /** What each of the messages names. */
  known: readonly ReturnType<typeof readTargets>[];
  /** Whom they are about; of a dry run, too, which has no dead letters. */
  unresolved: readonly Unresolved[];
  /** Of a dry run, too, in which what is unresolved is no dead letter. */
  counts: Readonly<{ secrets: number; unresolved: number; dryRun?: true }>;
}>;

/** A leaked credential of which nobody knows which secret it is, and what to do. */
export type Unresolved = Readonly<{ fingerprint: Fingerprint; why: string }>;

const MOST_CHARACTERS = 500;

/** On one line and cut. */
export const line = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, MOST_CHARACTERS).toWellFormed();

/** Writes an alert of a source as messages. The same alert makes the same messages. `now` is in milliseconds since the epoch. */
export function incident(source: string, alert: Alert, register: Register, now: number): Incident {
  const id = incidentId(source, alert.eventId);
  const { entries, unknown, ambiguous } = resolve(alert.secrets, register);
  const body = (secrets: readonly unknown[]) =>
    writeBody({
      type: 'credential.compromised',
      version: 1,
      incidentId: id,
      ...(alert.reason !== undefined && { reason: line(alert.reason) }),
      reportedBy: source,
      ...(alert.dryRun !== undefined && { dryRun: alert.dryRun }),
      ...(alert.reportedAt !== undefined && { reportedAt: line(alert.reportedAt) }),
      secrets,
    });
  const message = (secrets: readonly unknown[], attributes: readonly Attribute[] = []): Outgoing => ({
    write: () => body(secrets),
    attributes,
    delaySeconds: 0,
  });
  const unresolved = (fingerprints: readonly Fingerprint[], why: string) =>
    chunks(fingerprints.map((fingerprint) => ({ fingerprint }))).map((secrets) =>
      message(secrets, whyNot(id, why, now)),
    );
  return {
    incidentId: id,
    messages: chunks(entries).map((secrets) => message(secrets)),
    // As with the consumer, a dry run leaves nothing to anybody: how many could not be told apart is in the log.
    deadLetters: alert.dryRun === true ? [] : [...unresolved(unknown, UNKNOWN), ...unresolved(ambiguous, AMBIGUOUS)],
    known: chunks(entries).map(readTargets),
    unresolved: [
      ...unknown.map((fingerprint) => ({ fingerprint, why: UNKNOWN })),
      ...ambiguous.map((fingerprint) => ({ fingerprint, why: AMBIGUOUS })),
    ],
    counts: {
      secrets: entries.length,
      unresolved: unknown.length + ambiguous.length,
      ...(alert.dryRun === true && { dryRun: true }),
    },
  };
}

const UNKNOWN =
  'The leaked credential is not in the register of fingerprints. Find out which secret of the vault it is, and send a message that names it.';
const AMBIGUOUS =
  'The register of fingerprints has more than one secret for the leaked credential. Mend the register, and send a message that names the right one.';

/** The most important first, under the names that the consumer's dead letters have. */
const whyNot = (id: string, why: string, now: number): readonly Attribute[] => [
  { name: 'ErrorCode', type: 'String', value: 'unresolved' },
  { name: 'ErrorMessage', type: 'String', value: why },
  { name: 'Outcome', type: 'String', value: 'unresolved' },
  { name: 'IncidentId', type: 'String', value: acceptable(id) },
  { name: 'FailedAt', type: 'String', value: new Date(now).toISOString() },
  { name: 'Redrives', type: 'Number', value: '0' },
];

/** As many at a time as a message may have. */
export const chunks = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / MAX_SECRETS) }, (_, index) =>
    items.slice(index * MAX_SECRETS, (index + 1) * MAX_SECRETS),
  );
