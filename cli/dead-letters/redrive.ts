import PQueue from 'p-queue';
import type { World } from '../command.ts';
import { counted } from '../wording.ts';
import { advice } from './advice.ts';
import type { RedriveOptions } from './arguments.ts';
import type { Journal } from './journal.ts';
import { chosen, isHopeless, type Letter } from './letter.ts';
import { withLetters } from './look.ts';
import type { LetterQueues, PutBack } from './queues.ts';
import { document, summary } from './words.ts';

/** What putting back needs of the world. */
export type Surroundings = Pick<World, 'canAsk' | 'isConfirmed' | 'print' | 'tell'> &
  Readonly<{ queues: LetterQueues; journal: Journal }>;

/** `revoke dead-letters redrive`. @returns the exit code */
export function runRedrive(options: RedriveOptions, surroundings: Surroundings): Promise<number> {
  return withLetters(surroundings, (all, gone) => redrive(all, gone, options, surroundings));
}

/** @param gone gets what is no longer on the dead-letter queue */
async function redrive(
  all: readonly Letter[],
  gone: Set<Letter>,
  options: RedriveOptions,
  surroundings: Surroundings,
): Promise<number> {
  const { tell, journal } = surroundings;
  const meant = chosen(all, options.which);
  // Put back before, and interrupted before it was taken off this queue.
  const done = meant.filter(({ messageId }) => journal.stepOf(messageId) === 'sent');
  const hopeless = options.force ? [] : meant.filter((letter) => !done.includes(letter) && isHopeless(letter));
  const doubtful = options.again ? [] : meant.filter(({ messageId }) => journal.stepOf(messageId) === 'sending');
  const left = new Set([...hopeless, ...done, ...doubtful]);
  const letters = meant.filter((letter) => !left.has(letter));
  if (hopeless.length > 0)
    tell(
      `Would come back the same, and stay: ${summary(hopeless)}. What to do instead: revoke dead-letters explain CODE. --force puts them back too.`,
    );
  if (doubtful.length > 0)
    tell(
      `${counted(doubtful.length, 'letter')} may have been put back when it was interrupted, and stay: see what became of their secrets, or put them back with --again.`,
    );
  const answer = await ask(letters, done, options, surroundings);
  if (answer !== undefined) return answer;

  const failed: Letter[] = [];
  for (const letter of done) if (!(await remove(letter, gone, surroundings))) failed.push(letter);
  failed.push(...(await putBackAll(letters, gone, options, surroundings)));
  const putBack = [...gone].map(document);
  if (options.json)
    surroundings.print(
      `${JSON.stringify({ putBack, failed: failed.length, stay: left.size - done.length }, null, 2)}\n`,
    );
  else surroundings.print(`Put back: ${counted(putBack.length, 'letter')}.\n`);
  return failed.length === 0 ? 0 : 3;
}

/** @returns the exit code, where nothing is to be put back */
async function ask(
  letters: readonly Letter[],
  done: readonly Letter[],
  { dryRun, confirmed, json }: RedriveOptions,
  { tell, print, canAsk, isConfirmed }: Surroundings,
): Promise<number | undefined> {
  if (letters.length + done.length === 0) {
    tell('Nothing is to be put back.');
    if (json) print(`${JSON.stringify(dryRun ? { wouldPutBack: [] } : { putBack: [], failed: 0 }, null, 2)}\n`);
    return 1;
  }
  tell(`To be put back: ${summary(letters)}`);
  if (dryRun) {
    if (json) print(`${JSON.stringify({ wouldPutBack: letters.map(document) }, null, 2)}\n`);
    return 0;
  }
  if (confirmed) return undefined;
  if (!canAsk) {
    tell('Nobody can be asked without a terminal: add --yes. Nothing was put back.');
    return 2;
  }
  if (await isConfirmed('Put them back? Type yes: ')) return undefined;
  tell('Nothing was put back.');
  return 1;
}

async function putBackAll(
  letters: readonly Letter[],
  gone: Set<Letter>,
  { perSecond }: RedriveOptions,
  surroundings: Surroundings,
): Promise<readonly Letter[]> {
  const { tell } = surroundings;
  const slots = new PQueue({ interval: 1000, intervalCap: perSecond, concurrency: 10 });
  const failures = new Map<string, number>();
  const put = async (letter: Letter): Promise<readonly Letter[]> => {
    const sent = await putBack(letter, surroundings);
    if (sent.kind === 'sent') return (await remove(letter, gone, surroundings)) ? [] : [letter];
    const why =
      sent.kind === 'failed'
        ? `not put back: ${advice(sent.reason)}.`
        : `may have been put back or not: ${advice(sent.reason)}. See what became of their secrets, or put them back with --again.`;
    failures.set(why, (failures.get(why) ?? 0) + 1);
    return [letter];
  };
  const failed = (await Promise.all(letters.map((letter) => slots.add(() => put(letter))))).flat();
  for (const [why, number] of failures) tell(`${counted(number, 'letter')} ${why}`);
  return failed;
}

/** What is not noted first is not begun; whoever goes on after an interruption would not know of it. */
async function putBack(letter: Letter, { queues, journal }: Surroundings): Promise<PutBack> {
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
async function remove(letter: Letter, gone: Set<Letter>, { queues, tell }: Surroundings): Promise<boolean> {
  const removed = await queues.remove(letter);
  if (removed.kind === 'sent') gone.add(letter);
  else tell(`Letter ${letter.messageId} was put back, and not taken off: ${advice(removed.reason)}. Do it once more.`);
  return removed.kind === 'sent';
}
