import type { Delivery } from '../../lib/message/delivery.ts';
import { readIdentifier, type SecretId } from '../../lib/message/identifier.ts';
import type { Outgoing } from '../../lib/message/outgoing.ts';
import { type Compromise, parseMessage } from '../../lib/message/parse.ts';
import type { Fate, Outcome } from '../../lib/outcome/outcome.ts';

export const NOW = Date.parse('2026-11-24T09:30:00.000Z');

export function secret(number: number): SecretId {
  const id = readIdentifier(number);
  if (id === undefined) throw new Error(`${number} is no identifier`);
  return id;
}

export const secrets = (count: number, from = 1): readonly SecretId[] =>
  Array.from({ length: count }, (_, index) => secret(from + index));

/** A message's body that names these secrets. */
export const body = (identifiers: readonly unknown[], more: object = {}): string =>
  JSON.stringify({
    type: 'credential.compromised',
    ...more,
    secrets: identifiers.map((identifier) => ({ identifier })),
  });

export function compromise(text: string): Compromise {
  const message = parseMessage(text);
  if (message.kind !== 'compromise') throw new Error(message.reason);
  return message.compromise;
}

export function delivery(text: string, more: Partial<Delivery> = {}): Delivery {
  return {
    messageId: 'message-1',
    receiptHandle: 'receipt-1',
    body: text,
    message: parseMessage(text),
    receiveCount: 1,
    firstSentAt: NOW,
    isRemainder: false,
    redrives: undefined,
    approvedBy: undefined,
    ...more,
  };
}

export const fate = (outcome: Outcome, more: Partial<Fate> = {}): Fate => ({
  outcome,
  attempts: 1,
  durationMs: 50,
  requestId: undefined,
  ...more,
});

/** One of each outcome. */
export const OUTCOMES = {
  disabled: { kind: 'disabled' },
  'already-disabled': { kind: 'already-disabled' },
  'not-found': { kind: 'not-found', code: 1005, said: 'MySafe says 1005: Api secret not found' },
  'access-denied': { kind: 'access-denied', code: 1006, said: 'MySafe says 1006: User does not have access' },
  unresolved: { kind: 'unresolved', reason: 'The vault has no secret of this name that the access key may see' },
  'would-disable': { kind: 'would-disable' },
  'would-fail': { kind: 'would-fail', reason: 'The access key may not edit this secret' },
  rejected: { kind: 'rejected', code: 1010, said: 'MySafe says 1010: Unexpected identifier type' },
  unavailable: { kind: 'unavailable', reason: 'No usable answer from the vault: HTTP 503' },
  unauthorized: { kind: 'unauthorized', reason: 'The vault refused access: HTTP 401', sourceAddress: false },
  deferred: { kind: 'deferred' },
} as const satisfies Readonly<Record<Outcome['kind'], Outcome>>;

/** What each secret came to, in the order 1, 2, 3 … */
export const fates = (...kinds: readonly Outcome['kind'][]): ReadonlyMap<SecretId, Fate> =>
  new Map(kinds.map((kind, index) => [secret(index + 1), fate(OUTCOMES[kind])]));

/** A message as it is sent, with its attributes by name. */
export const sent = ({ write, attributes, delaySeconds }: Outgoing) => ({
  body: write(),
  attributes: Object.fromEntries(attributes.map(({ name, value }) => [name, value])),
  types: Object.fromEntries(attributes.map(({ name, type }) => [name, type])),
  delaySeconds,
});

export const identifiersOf = (text: string): readonly unknown[] =>
  (JSON.parse(text) as { secrets: { identifier: unknown }[] }).secrets.map(({ identifier }) => identifier);
