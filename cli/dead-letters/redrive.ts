import type { World } from '../command.ts';
import { counted } from '../wording.ts';
import type { RedriveOptions } from './arguments.ts';
import { chosen, isHopeless, type Letter } from './letter.ts';
import { withLetters } from './look.ts';
import { type Moving, moveAll } from './move-all.ts';
import { type Putting, putBackAll, remove } from './put-back.ts';
import { document, summary } from './words.ts';

/** What it needs of the world. */
export type Surroundings = Pick<World, 'canAsk' | 'isConfirmed' | 'print'> & Putting & Omit<Moving, 'mover'>;

/** `revoke dead-letters redrive`. @returns the exit code */
export function runRedrive(options: RedriveOptions, surroundings: Surroundings): Promise<number> {
  return withLetters(options.which, surroundings, (all, gone) => redrive(all, gone, options, surroundings));
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

  // Nothing of it has to stay, whatever it is, nor is anything in doubt.
  if (options.all && options.force && left.size === 0) return move(all, gone, options, surroundings);
  for (const letter of done) await remove(letter, gone, surroundings);
  const { failed, notBegun } = await putBackAll(letters, gone, options.perSecond, surroundings);
  const numberFailed = failed.length + done.filter((letter) => !gone.has(letter)).length;
  const putBack = [...gone].map(document);
  if (options.json)
    surroundings.print(
      `${JSON.stringify({ putBack, failed: numberFailed, stay: left.size - done.length + notBegun.length }, null, 2)}\n`,
    );
  else surroundings.print(`Put back: ${counted(putBack.length, 'letter')}.\n`);
  if (numberFailed > 0) return 3;
  return notBegun.length > 0 ? 1 : 0;
}

/** Has SQS move the queue, for which the letters must be seen again. */
async function move(
  all: readonly Letter[],
  gone: Set<Letter>,
  { perSecond, json }: RedriveOptions,
  surroundings: Surroundings,
): Promise<number> {
  const { queues, print } = surroundings;
  for (const letter of all) gone.add(letter);
  await queues.show(all.map(({ receiptHandle }) => receiptHandle));
  const { letters, code } = await moveAll(perSecond, { ...surroundings, mover: queues.mover });
  print(
    json ? `${JSON.stringify({ moved: letters }, null, 2)}\n` : `Moved by SQS: about ${counted(letters, 'letter')}.\n`,
  );
  return code;
}

/** @returns the exit code, where nothing is to be put back */
async function ask(
  letters: readonly Letter[],
  done: readonly Letter[],
  { dryRun, confirmed, json, all, force }: RedriveOptions,
  { tell, print, canAsk, isConfirmed }: Surroundings,
): Promise<number | undefined> {
  if (letters.length + done.length === 0) {
    tell('Nothing is to be put back.');
    if (json) print(`${JSON.stringify(dryRun ? { wouldPutBack: [] } : { putBack: [], failed: 0 }, null, 2)}\n`);
    return 1;
  }
  tell(`To be put back: ${summary(letters)}`);
  if (all && force && done.length === 0)
    tell('SQS itself moves the whole queue: also what comes until it is done, and without counting it in Redrives.');
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
