import { partitionOf, partitionOfMessage } from '../../lib/audit/keys.ts';
import type { Trail } from '../audit/trail.ts';
import type { World } from '../command.ts';
import { counted } from '../wording.ts';
import { advice, adviceForTrail } from './advice.ts';
import type { DiscardOptions } from './arguments.ts';
import { chosen, type Letter } from './letter.ts';
import { withLetters } from './look.ts';
import type { LetterQueues } from './queues.ts';
import { document, summary } from './words.ts';

/** What discarding needs of the world. `write` is not there where it is discarded without a record. */
export type Surroundings = Pick<World, 'canAsk' | 'isConfirmed' | 'print' | 'tell' | 'now'> &
  Readonly<{ queues: LetterQueues; write: Trail['write'] | undefined }>;

/** `revoke dead-letters discard`. @returns the exit code */
export function runDiscard(options: DiscardOptions, surroundings: Surroundings): Promise<number> {
  const { tell, print, canAsk, isConfirmed } = surroundings;
  return withLetters(options.which, surroundings, async (all, gone) => {
    const meant = chosen(all, options.which);
    if (meant.length === 0) {
      tell('Nothing is to be discarded.');
      return 1;
    }
    tell(`To be DISCARDED, with nothing more done about their secrets: ${summary(meant)}`);
    if (!options.confirmed && !canAsk) {
      tell('Nobody can be asked without a terminal: add --yes. Nothing was discarded.');
      return 2;
    }
    if (!options.confirmed && !(await isConfirmed('Discard them? Type yes: '))) {
      tell('Nothing was discarded.');
      return 1;
    }
    for (const letter of meant) if (await discard(letter, options, surroundings)) gone.add(letter);
    if (options.json) print(`${JSON.stringify({ discarded: [...gone].map(document) }, null, 2)}\n`);
    else print(`Discarded: ${counted(gone.size, 'letter')}.\n`);
    return gone.size === meant.length ? 0 : 3;
  });
}

/** The record comes first: a letter that is gone cannot be written down any more. */
async function discard(
  letter: Letter,
  { by, reason }: DiscardOptions,
  { queues, write, tell, now }: Surroundings,
): Promise<boolean> {
  const { messageId, code, identifier, incidentId, receiptHandle } = letter;
  const kept = await queues.keep(receiptHandle);
  if (kept.kind === 'failed') {
    tell(`Letter ${messageId} stays: ${advice(kept.reason)}.`);
    return false;
  }
  const written = await write?.({
    incidentId: incidentId === undefined ? partitionOfMessage(messageId) : partitionOf(incidentId),
    recordId: `discarded#${messageId}`,
    kind: 'discarded',
    messageId,
    errorCode: code,
    ...(identifier !== undefined && { identifier }),
    at: now.toISOString(),
    by,
    reason,
  });
  if (written?.kind === 'failed') {
    tell(`Letter ${messageId} stays: it could not be written down: ${adviceForTrail(written.reason)}.`);
    return false;
  }
  const removed = await queues.remove(letter);
  if (removed.kind === 'failed') tell(`Letter ${messageId} stays: ${advice(removed.reason)}.`);
  return removed.kind === 'sent';
}
