import type { Lying } from '../../infra/local/lying.ts';
import type { SecretState } from '../../infra/local/vault/secrets.ts';
import type { Sent } from './referee.ts';

export type Letters = Readonly<{
  /** Whether there is a letter for this message, of this secret, or of the whole where nobody could read it. */
  has: (message: Sent, identifier: string | undefined) => boolean;
  writtenTwice: number;
  /** Letters that must not be, and why. */
  wrong: readonly string[];
}>;

/** The vault's number for what cannot be disabled. */
const CODES: Readonly<Partial<Record<SecretState, string>>> = { absent: '1005', 'no-access': '1006' };

/** Reads the dead-letter queue, and holds each letter to what is true of its message and of its secret. */
export function judgeLetters(
  sent: readonly Sent[],
  stateOf: (identifier: string) => SecretState,
  deadLetters: readonly Lying[],
): Letters {
  const byId = new Map(sent.map((message) => [message.messageId, message]));
  const byIncident = new Map(
    sent.flatMap((message) => (message.kind === 'compromise' ? [[message.incidentId, message] as const] : [])),
  );
  const found = new Set<string>();
  let writtenTwice = 0;

  function find(key: string): undefined {
    if (found.has(key)) writtenTwice += 1;
    found.add(key);
  }

  /** @returns what is wrong with the letter, if anything */
  function read({ body, attributes }: Lying): string | undefined {
    const { ErrorCode, Identifier = '', IncidentId = '', SourceMessageId = '' } = attributes;
    if (ErrorCode === 'malformed') {
      const message = byId.get(SourceMessageId);
      if (message?.kind !== 'malformed' || message.body !== body) return 'no malformed message was like this';
      return find(keyOf(message, undefined));
    }
    // A remainder is a message of its own, so that only the incident tells what it comes from.
    const message = byIncident.get(IncidentId);
    if (message?.kind !== 'compromise' || !message.identifiers.includes(Identifier)) return 'no message names that';
    if (namesIn(body) !== Identifier) return `its body names ${namesIn(body)}`;
    const state = stateOf(Identifier);
    if (ErrorCode === undefined || ErrorCode !== CODES[state]) return `the secret was ${state}`;
    return find(keyOf(message, Identifier));
  }

  const wrong = deadLetters.flatMap((letter) => {
    const why = read(letter);
    const { ErrorCode = 'no code', Identifier = letter.body, IncidentId = 'no incident' } = letter.attributes;
    return why === undefined ? [] : [`a dead letter says ${ErrorCode} of ${Identifier} (${IncidentId}): ${why}`];
  });
  return { has: (message, identifier) => found.has(keyOf(message, identifier)), writtenTwice, wrong };
}

const keyOf = ({ messageId }: Sent, identifier: string | undefined): string => `${messageId}/${identifier ?? ''}`;

/** Without any code of the function's. */
function namesIn(body: string): string {
  try {
    const { secrets } = JSON.parse(body) as { readonly secrets: readonly { readonly identifier: unknown }[] };
    return secrets.map(({ identifier }) => String(identifier)).join(', ');
  } catch {
    return 'nothing that can be read';
  }
}
