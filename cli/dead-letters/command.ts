import { setTimeout } from 'node:timers/promises';
import { nameOf } from '../../lib/queue/queue.ts';
import { endpointOfSqs } from '../../lib/settings.ts';
import { openTrail } from '../audit/trail.ts';
import type { Command, World } from '../command.ts';
import { interruption } from '../interruption.ts';
import { regionOf } from '../queue/region.ts';
import { type DiscardOptions, OPTIONS, type RedriveOptions, readArguments } from './arguments.ts';
import { runDiscard } from './discard.ts';
import { explanationOf } from './explanations.ts';
import { HELP } from './help.ts';
import { type Journal, journalFile, openJournal } from './journal.ts';
import { runList } from './list.ts';
import { type LetterQueues, openQueues, type Places } from './queues.ts';
import { runRedrive } from './redrive.ts';
import { explained } from './words.ts';

export const deadLettersCommand: Command = {
  name: 'dead-letters',
  summary: 'what was not disabled, why, and how to have it tried again: revoke dead-letters list',
  help: HELP,
  words: ['list', 'explain', 'redrive', 'discard'],
  options: OPTIONS,
  run: async (args, world) => {
    const asked = readArguments(args, world);
    switch (asked.kind) {
      case 'wrong':
        world.tell(asked.reason);
        return 2;
      case 'explain':
        world.print(
          asked.json
            ? `${JSON.stringify(Object.fromEntries(asked.codes.map((code) => [code, explanationOf(code)])), null, 2)}\n`
            : asked.codes.map(explained).join('\n'),
        );
        return 0;
      case 'list':
        return withQueues(asked.where, world, (queues) => runList(asked, { ...world, queues }));
      case 'discard':
        return withQueues(asked.options.where, world, (queues) => discard(asked.options, queues, world));
      case 'redrive':
        return withQueues(asked.options.where, world, (queues) => redrive(asked.options, queues, world));
    }
  },
};

async function withQueues(
  where: Omit<Places, 'endpointIsSet'>,
  { env }: World,
  work: (queues: LetterQueues) => Promise<number>,
): Promise<number> {
  const queues = openQueues({ ...where, endpointIsSet: endpointOfSqs(env) !== undefined });
  try {
    return await work(queues);
  } finally {
    queues.close();
  }
}

async function redrive(options: RedriveOptions, queues: LetterQueues, world: World): Promise<number> {
  const file = journalFile(world.env);
  if (file === undefined) {
    world.tell('Where is it to be noted what has begun? Set HOME or XDG_STATE_HOME.');
    return 2;
  }
  let journal: Journal;
  try {
    journal = await openJournal(file, options.where.deadLetterQueueUrl);
  } catch (error) {
    world.tell(
      `${file} cannot be written (${nameOf(error)}): set XDG_STATE_HOME to where what has begun can be noted.`,
    );
    return 2;
  }
  return runRedrive(options, { ...world, queues, journal, interruption, sleep });
}

async function discard(options: DiscardOptions, queues: LetterQueues, world: World): Promise<number> {
  const { table } = options;
  const { profile, region, deadLetterQueueUrl } = options.where;
  // The table is the stack's, as the queue is, wherever whoever asks is at home.
  const trail =
    table === undefined ? undefined : openTrail({ table, profile, region: region ?? regionOf(deadLetterQueueUrl) });
  try {
    return await runDiscard(options, { ...world, queues, write: trail?.write });
  } finally {
    trail?.close();
  }
}

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  setTimeout(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
