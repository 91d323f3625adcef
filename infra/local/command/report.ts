import { type Account, proofLine, type SecretAccount } from './account.ts';
import { plain } from './screen.ts';
import { counted, some, table } from './table.ts';

export type FaultsMet = ReadonlyMap<string, readonly string[]>;

/** The whole result, for people: each secret, each dead letter, the malformed messages, and the proof as the last line. */
export function report(account: Account, met: FaultsMet, vault: 'simulated' | 'real'): readonly string[] {
  return [
    '',
    ...secretLines(account, met),
    ...letterLines(account),
    ...malformedLines(account),
    ...unaccountedLines(account),
    vault === 'real'
      ? 'By what the vault answered to each call; nothing is read back from a real vault:'
      : 'What the messages named, against what the vault now holds:',
    proofLine(account),
  ];
}

function secretLines({ secrets }: Account, met: FaultsMet): readonly string[] {
  if (secrets.length === 0) return [];
  const rows = secrets.map((secret) => [
    secret.identifier,
    plain(some(secret.incidents, 2)) || '-',
    outcomeOf(secret),
    String(secret.history?.attempts ?? 0),
    wentWrong(secret, met),
  ]);
  return [
    'Every secret and what became of it:',
    '',
    ...table([['SECRET', 'INCIDENT', 'OUTCOME', 'CALLS', 'WHAT WENT WRONG ON THE WAY'], ...rows]),
    '',
  ];
}

/** A real vault's own records are not ours to read; for that there is what the function said last. */
function wentWrong({ identifier, account, history }: SecretAccount, met: FaultsMet): string {
  const said = account === 'unaccounted' ? history?.told.reason : undefined;
  return met.get(identifier)?.join('; ') ?? plain(said ?? '');
}

function outcomeOf({ account, history }: SecretAccount): string {
  const outcome = history?.told.outcome ?? 'not tried';
  switch (account) {
    case 'disabled':
      return history?.isDisabled ? outcome : 'disabled, as the vault says';
    case 'dead-lettered':
      return history === undefined ? 'dead letter' : `${outcome}, dead letter`;
    case 'unaccounted':
      return `${outcome}, UNACCOUNTED`;
  }
}

function letterLines({ deadLetters }: Account): readonly string[] {
  if (deadLetters.length === 0) return [];
  const rows = deadLetters.map(({ errorCode, identifier, incidentId, errorMessage }) => [
    errorCode,
    identifier === undefined ? 'message' : /^\d/.test(identifier) ? `secret ${identifier}` : identifier,
    plain(incidentId ?? '-'),
    plain(errorMessage),
  ]);
  return [
    'On the dead-letter queue, for a person to look at:',
    '',
    ...table([['CODE', 'WHAT', 'INCIDENT', 'REASON'], ...rows]),
    '',
  ];
}

function malformedLines({ malformed, malformedLost, malformedQueued }: Account): readonly string[] {
  if (malformed === 0) return [];
  const open = [
    ...(malformedLost > 0 ? [`${malformedLost} LOST`] : []),
    ...(malformedQueued > 0 ? [`${malformedQueued} still on the queue`] : []),
  ];
  const where = open.length === 0 ? 'on the dead-letter queue with the reason' : open.join(', ');
  return [
    `${counted(malformed, 'malformed message')}, ${where}; no call was made for ${malformed === 1 ? 'it' : 'them'}.`,
  ];
}

/** In one line; the table has all. */
const MOST_NAMED = 50;

/** What was left undone, and where it is now. */
function unaccountedLines({ secrets }: Account): readonly string[] {
  const open = secrets.filter(({ account }) => account === 'unaccounted');
  const queued = open.filter(({ isQueued }) => isQueued).map(({ identifier }) => identifier);
  const lost = open.filter(({ isQueued }) => !isQueued).map(({ identifier }) => identifier);
  return [
    ...(queued.length > 0
      ? [`Unaccounted, still on the queue or waiting for approval: ${some(queued, MOST_NAMED)}.`]
      : []),
    ...(lost.length > 0
      ? [
          `Unaccounted, and on no queue: ${some(lost, MOST_NAMED)}. Lost, unless somebody enabled them again (revoke undo).`,
        ]
      : []),
  ];
}
