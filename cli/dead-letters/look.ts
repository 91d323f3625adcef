import type { World } from '../command.ts';
import { hiddenInWords, unseenOf } from '../queue/unseen.ts';
import { counted, some } from '../wording.ts';
import { advice } from './advice.ts';
import { absent, type Letter, readLetter, type Which } from './letter.ts';
import type { LetterQueues } from './queues.ts';

/**
 * What is done with the letters while nobody else sees them. `gone` gets those that are taken off the queue; `unseen`: about how many
 * others there are. @returns the exit code
 */
export type Work = (all: readonly Letter[], gone: Set<Letter>, unseen: number) => Promise<number>;

/**
 * Receives every letter, says which of those that are asked for by their ids are missing, has the work done, and lets others see again
 * what is still there. @returns the exit code
 */
export async function withLetters(
  which: Which,
  { queues, tell }: Pick<World, 'tell'> & Readonly<{ queues: LetterQueues }>,
  work: Work,
): Promise<number> {
  const [received, count] = await Promise.all([queues.receiveAll(), queues.count()]);
  if (received.kind === 'failed') {
    tell(`The dead letters could not be read: ${advice(received.reason)}.`);
    return 3;
  }
  const all = received.messages.map(readLetter);
  const unseen = unseenOf(count, all);
  if (unseen > 0) tell(hiddenInWords(unseen, 'letter'));
  const missing = absent(all, which);
  if (missing.length > 0) tell(`Not among the ${counted(all.length, 'letter')} that can be seen: ${some(missing)}.`);
  const gone = new Set<Letter>();
  const left = () => all.flatMap((letter) => (gone.has(letter) ? [] : letter.receiptHandle));
  const letGo = queues.hold(left);
  try {
    return await work(all, gone, unseen);
  } finally {
    await letGo();
    await queues.show(left());
  }
}
