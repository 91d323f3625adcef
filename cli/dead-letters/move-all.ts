import type { World } from '../command.ts';
import type { Interruption } from '../interruption.ts';
import { counted } from '../wording.ts';
import { advice } from './advice.ts';
import type { Mover } from './mover.ts';

/** What moving a queue needs of the world. `sleep` ends early, and does not reject, when the signal is aborted. */
export type Moving = Pick<World, 'tell'> &
  Readonly<{
    mover: Mover;
    interruption: () => Interruption;
    sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  }>;

/** How it ended, as far as it was followed: about how many letters were moved, and the exit code. */
export type Moved = Readonly<{ letters: number; code: number }>;

/** Between two looks, in milliseconds. */
const LOOK_MS = 1000;

/** Has SQS move the whole queue, and follows that to its end. */
export async function moveAll(perSecond: number, { mover, interruption, sleep, tell }: Moving): Promise<Moved> {
  const started = await mover.start(perSecond);
  if (started.kind === 'failed') {
    tell(
      `SQS does not move the queue: ${advice(started.reason)}. Leave out --force, or choose by --code: then each letter is put back by itself.`,
    );
    return { letters: 0, code: 3 };
  }
  const { signal, end } = interruption();
  try {
    for (;;) {
      const move = await mover.look();
      switch (move.kind) {
        case 'done':
          return { letters: move.letters, code: 0 };
        case 'ended':
          tell(
            `SQS ended after about ${counted(move.letters, 'letter')}: ${move.reason}. What is left is still there.`,
          );
          return { letters: move.letters, code: 3 };
        case 'failed':
          tell(
            `SQS is moving the queue, and how far it is could not be asked: ${advice(move.reason)}. It goes on all the same.`,
          );
          return { letters: 0, code: 3 };
        case 'running':
          if (signal.aborted) {
            tell(
              `SQS goes on moving the queue by itself, after about ${counted(move.letters, 'letter')}. To end it: aws sqs cancel-message-move-task.`,
            );
            return { letters: move.letters, code: 1 };
          }
          await sleep(LOOK_MS, signal);
      }
    }
  } finally {
    end();
  }
}
