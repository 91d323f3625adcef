import { type Compromise, parseMessage } from '../../../lib/message/parse.ts';
import type { Lying } from '../lying.ts';
import type { History } from './outcomes.ts';
import { type GoesBy, targetsIn } from './targets.ts';

/** A message as it was sent. */
export type Sent = Readonly<{ messageId: string; body: string }>;

/** One secret, or a name that leads to none as far as anybody knows, and what became of it. */
export type SecretAccount = Readonly<{
  identifier: string;
  /** Of every message that names it, once each; those of messages without an incident are not there. */
  incidents: readonly string[];
  account: 'disabled' | 'dead-lettered' | 'unaccounted';
  /** Whether a message that names it is still on the queue. */
  isQueued: boolean;
  history: History | undefined;
}>;

/** Why something is on the dead-letter queue. A malformed message names no secret. */
export type LetterAccount = Readonly<{
  identifier: string | undefined;
  incidentId: string | undefined;
  errorCode: string;
  errorMessage: string;
  sourceMessageId: string;
}>;

export type Account = Readonly<{
  secrets: readonly SecretAccount[];
  deadLetters: readonly LetterAccount[];
  /** Messages that nobody could read, and how many of them are on no queue. */
  malformed: number;
  malformedLost: number;
  /** How many of the others are still on the source queue. */
  malformedQueued: number;
  named: number;
  disabled: number;
  deadLettered: number;
  /** Secrets that are neither disabled nor dead-lettered, and malformed messages that are not on the dead-letter queue. */
  unaccounted: number;
}>;

export type Evidence = Readonly<{
  messages: readonly Sent[];
  /** Whether the vault holds it as inactive; for a vault that is not to be asked, whether it has said so. */
  isDisabled: (identifier: string) => boolean;
  historyOf: (identifier: string) => History | undefined;
  goesBy: GoesBy;
  deadLetters: readonly Lying[];
  /** What is still on the source queue, or waits for approval. */
  left: readonly Lying[];
}>;

/** Compares what the messages named with where it is now. */
export function account({ messages, isDisabled, historyOf, goesBy, deadLetters, left }: Evidence): Account {
  const incidents = new Map<string, Set<string>>();
  const malformed: Sent[] = [];
  for (const message of messages) {
    const compromise = compromiseIn(message.body);
    if (compromise === undefined) malformed.push(message);
    for (const identifier of targetsIn(message.body, goesBy)) {
      const known = incidents.get(identifier) ?? new Set();
      incidents.set(identifier, known);
      if (compromise?.incidentId !== undefined) known.add(compromise.incidentId);
    }
  }

  const targetsOf = (lying: readonly Lying[]) => new Set(lying.flatMap(({ body }) => targetsIn(body, goesBy)));
  const dead = targetsOf(deadLetters);
  const queued = targetsOf(left);
  const secrets = [...incidents].map(
    ([identifier, known]): SecretAccount => ({
      identifier,
      incidents: [...known],
      account: isDisabled(identifier) ? 'disabled' : dead.has(identifier) ? 'dead-lettered' : 'unaccounted',
      isQueued: queued.has(identifier),
      history: historyOf(identifier),
    }),
  );
  const open = malformed.filter((message) => !deadLetters.some((letter) => isOf(letter, message)));
  const malformedQueued = open.filter(({ messageId }) => left.some((lying) => lying.messageId === messageId)).length;
  const malformedLost = open.length - malformedQueued;
  const count = (kind: SecretAccount['account']) => secrets.filter((secret) => secret.account === kind).length;
  return {
    secrets,
    deadLetters: deadLetters.map(letterAccount),
    malformed: malformed.length,
    malformedLost,
    malformedQueued,
    named: secrets.length,
    disabled: count('disabled'),
    deadLettered: count('dead-lettered'),
    unaccounted: count('unaccounted') + open.length,
  };
}

/** The proof: what was named against where it is now. */
export const proofLine = ({ named, disabled, deadLettered, unaccounted }: Account): string =>
  `${named} named, ${disabled} disabled, ${deadLettered} dead-lettered, ${unaccounted} unaccounted`;

function compromiseIn(body: string): Compromise | undefined {
  const parsed = parseMessage(body);
  return parsed.kind === 'compromise' ? parsed.compromise : undefined;
}

/** A letter says what it comes from, unless its body left no room for that. One that SQS moved keeps its id. */
function isOf(letter: Lying, { messageId, body }: Sent): boolean {
  const source = letter.attributes['SourceMessageId'];
  return source === messageId || letter.messageId === messageId || (source === undefined && letter.body === body);
}

/** What is to be read on a dead letter. */
export function letterAccount({ messageId, body, attributes, receiveCount }: Lying): LetterAccount {
  const targets = targetsIn(body, () => undefined);
  return {
    identifier: attributes['Identifier'] ?? (targets.length > 0 ? targets.join(', ') : undefined),
    incidentId: attributes['IncidentId'],
    errorCode: attributes['ErrorCode'] ?? 'none',
    errorMessage:
      attributes['ErrorMessage'] ??
      `Moved here by the queue itself after ${receiveCount} deliveries, without a reason.`,
    sourceMessageId: attributes['SourceMessageId'] ?? messageId,
  };
}
