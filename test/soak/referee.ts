import type { Lying } from '../../infra/local/lying.ts';
import type { SecretState } from '../../infra/local/vault/secrets.ts';
import { judgeLetters } from './letters.ts';
import type { Planned } from './plan.ts';

export type Sent = Planned & Readonly<{ messageId: string }>;

/** What there is to be seen from outside, when all is over. The function's own words are no part of it. */
export type Evidence = Readonly<{
  sent: readonly Sent[];
  stateBefore: (identifier: string) => SecretState;
  stateNow: (identifier: string) => SecretState;
  /** Every identifier that the vault was called for. */
  called: ReadonlySet<string>;
  deadLetters: readonly Lying[];
  /** What is still on the source queue. */
  left: readonly Lying[];
}>;

export type Verdict = Readonly<{
  messages: number;
  accounted: number;
  secrets: number;
  disabled: number;
  deadLetters: number;
  /** Letters that say the same of the same message as another one: at least once, never less. */
  writtenTwice: number;
  /** Secrets that are neither inactive nor on the dead-letter queue with the right reason, for each message that names them. */
  lost: readonly string[];
  /** Messages that have a lost secret, or that nobody could read and that are not on the dead-letter queue. */
  unaccounted: readonly string[];
  /** Everything else that must not be. */
  wrong: readonly string[];
}>;

/** Compares what was sent with where everything is now. */
export function judge({ sent, stateBefore, stateNow, called, deadLetters, left }: Evidence): Verdict {
  const letters = judgeLetters(sent, stateBefore, deadLetters);
  const named = new Set<string>();
  const lost = new Set<string>();
  const unaccounted: string[] = [];

  function isSettled(message: Sent, identifier: string): boolean {
    const state = stateBefore(identifier);
    if (state === 'absent' || state === 'no-access') return letters.has(message, identifier);
    return stateNow(identifier) === 'inactive';
  }

  for (const message of sent) {
    if (message.kind === 'malformed') {
      if (!letters.has(message, undefined)) unaccounted.push(`${message.messageId}: ${message.body}`);
      continue;
    }
    for (const identifier of message.identifiers) named.add(identifier);
    const open = message.identifiers.filter((identifier) => !isSettled(message, identifier));
    for (const identifier of open) lost.add(identifier);
    if (open.length > 0) unaccounted.push(`${message.incidentId}: secret ${open.join(', ')}`);
  }

  const highest = Math.max(0, ...[...named].map(Number));
  const bystanders = Array.from({ length: highest }, (_, index) => String(index + 1)).filter((id) => !named.has(id));
  return {
    messages: sent.length,
    accounted: sent.length - unaccounted.length,
    secrets: named.size,
    disabled: [...named].filter((identifier) => stateNow(identifier) === 'inactive').length,
    deadLetters: deadLetters.length,
    writtenTwice: letters.writtenTwice,
    lost: [...lost],
    unaccounted,
    wrong: [
      ...letters.wrong,
      ...left.map(({ messageId, body }) => `${messageId} is still on the queue: ${body}`),
      ...[...called].filter((id) => !named.has(id)).map((id) => `the vault was called for ${id}, which nobody named`),
      ...bystanders.filter((id) => stateNow(id) === 'inactive').map((id) => `${id} is disabled, and nobody named it`),
    ],
  };
}
