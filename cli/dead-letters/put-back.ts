import PQueue from 'p-queue';
import type { World } from '../command.ts';
import type { Interruption } from '../interruption.ts';
import { counted } from '../wording.ts';
import { advice } from './advice.ts';
import type { Journal } from './journal.ts';
import type { Letter } from './letter.ts';
import type { LetterQueues, PutBack } from './queues.ts';

/** What putting back needs of the world. */
export type Putting = Pick<World, 'tell'> &
  Readonly<{ queues: LetterQueues; journal: Journal; interruption: () => Interruption }>;

/** Those that are not put back and taken off: tried, or not begun because somebody asked for an end. */
export type Left = Readonly<{ failed: readonly Letter[]; notBegun: readonly Letter[] }>;

/** Puts letters back, so many a second, and takes them off their queue; says why it could not. @param gone gets those that are */
export async function putBackAll(
  letters: readonly Letter[],
  gone: Set<Letter>,
  perSecond: number,
  putting: Putting,
): Promise<Left> {
  const { tell, interruption } = putting;
  const slots = new PQueue({ interval: 1000, intervalCap: perSecond, concurrency: 10 });
  const begun = new Set<Letter>();
  const failures = new Map<string, number>();
  const put = async (letter: Letter): Promise<void> => {
    begun.add(letter);
    const sent = await putBack(letter, putting);
    if (sent.kind === 'sent') return void (await remove(letter, gone, putting));
    const why =
      sent.kind === 'failed'
        ? `not put back: ${advice(sent.reason)}.`
        : `may have been put back or not: ${advice(sent.reason)}. See what became of their secrets, or put them back with --again.`;
    failures.set(why, (failures.get(why) ?? 0) + 1);
  };
  const { signal, end } = interruption();
  signal.addEventListener('abort', () => slots.clear(), { once: true });
  // What is cleared away is rejected.
  const add = (letter: Letter) =>
    slots
      .add(() => put(letter))
      .catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
  try {
    await Promise.all(letters.map(add));
  } finally {
    end();
  }
  for (const [why, number] of failures) tell(`${counted(number, 'letter')} ${why}`);
  const notBegun = letters.filter((letter) => !begun.has(letter));
  if (notBegun.length > 0)
    tell(`Interrupted: ${counted(notBegun.length, 'letter')} not begun, and still there. To go on, do the same again.`);
  return { failed: [...begun].filter((letter) => !gone.has(letter)), notBegun };
}

/** What is not noted first is not begun; whoever goes on after an interruption would not know of it. */
async function putBack(letter: Letter, { queues, journal }: Putting): Promise<PutBack> {
  const { messageId, receiptHandle } = letter;
  const kept = await queues.keep(receiptHandle);
  if (kept.kind === 'failed') return kept;
  // What was doubtful before stays so, whatever comes of another try.
  const isDoubtful = journal.stepOf(messageId) === 'sending';
  const noted = await journal.note(messageId, 'sending');
  if (noted.kind === 'failed') return noted;
  const sent = await queues.putBack(letter);
  if (sent.kind === 'sent') await journal.note(messageId, 'sent');
  if (sent.kind === 'failed' && !isDoubtful) await journal.note(messageId, 'refused');
  return sent;
}

/** A letter that was put back and cannot be taken off is taken off the next time: the journal knows. */
export async function remove(
  letter: Letter,
  gone: Set<Letter>,
  { queues, tell }: Pick<Putting, 'queues' | 'tell'>,
): Promise<void> {
  const removed = await queues.remove(letter);
  if (removed.kind === 'sent') gone.add(letter);
  else tell(`Letter ${letter.messageId} was put back, and not taken off: ${advice(removed.reason)}. Do it once more.`);
}
