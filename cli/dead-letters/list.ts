import type { World } from '../command.ts';
import { advice } from './advice.ts';
import type { Asked } from './arguments.ts';
import { chosen, readLetter, tally } from './letter.ts';
import type { LetterQueues } from './queues.ts';
import { document, inWords } from './words.ts';

/** `revoke dead-letters list`. @returns the exit code */
export async function runList(
  { which, json }: Pick<Extract<Asked, { kind: 'list' }>, 'which' | 'json'>,
  { queues, print, tell }: Pick<World, 'print' | 'tell'> & Readonly<{ queues: LetterQueues }>,
): Promise<number> {
  const received = await queues.receiveAll();
  if (received.kind === 'failed') {
    tell(`The dead letters could not be read: ${advice(received.reason)}.`);
    return 3;
  }
  const all = received.messages.map(readLetter);
  await queues.show(all.map(({ receiptHandle }) => receiptHandle));
  const letters = chosen(all, which);
  print(
    json
      ? `${JSON.stringify({ counts: Object.fromEntries(tally(letters)), letters: letters.map(document) }, null, 2)}\n`
      : inWords(letters),
  );
  return 0;
}
