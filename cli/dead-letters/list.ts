import type { World } from '../command.ts';
import type { Asked } from './arguments.ts';
import { chosen, tally } from './letter.ts';
import { withLetters } from './look.ts';
import type { LetterQueues } from './queues.ts';
import { document, inWords } from './words.ts';

/** `revoke dead-letters list`. @returns the exit code */
export async function runList(
  { which, json }: Pick<Extract<Asked, { kind: 'list' }>, 'which' | 'json'>,
  { queues, print, tell }: Pick<World, 'print' | 'tell'> & Readonly<{ queues: LetterQueues }>,
): Promise<number> {
  return withLetters(which, { queues, tell }, async (all, _, unseen) => {
    const letters = chosen(all, which);
    print(
      json
        ? `${JSON.stringify({ counts: Object.fromEntries(tally(letters)), letters: letters.map(document), unseen }, null, 2)}\n`
        : inWords(letters, all.length, unseen),
    );
    return 0;
  });
}
