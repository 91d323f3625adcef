import { setTimeout } from 'node:timers/promises';
import { isEmpty } from '../lying.ts';
import type { Live } from './live.ts';
import type { Outcomes } from './outcomes.ts';
import type { Running } from './running.ts';
import type { Screen } from './screen.ts';
import { waitingFor } from './waiting.ts';

/** In milliseconds: how often the queue is looked at, and how long nothing happens before somebody is told why. */
const LOOK_MS = 100;
const QUIET_MS = 5000;

/**
 * Watches until nothing is left on the source queue, or until the signal where `forever`. Says what it waits for when
 * nothing happens, and what goes wrong with the function itself.
 */
export async function untilDone(
  { consumer, vault }: Running,
  { screen, live, outcomes }: Readonly<{ screen: Screen; live: Live; outcomes: Outcomes }>,
  { forever, signal }: Readonly<{ forever: boolean; signal: AbortSignal }>,
): Promise<void> {
  let lines = 0;
  let quietSince = Date.now();
  let failuresSaid = 0;
  let waiting: string | undefined;

  while (!signal.aborted) {
    const left = await consumer.queues.left();
    if (isEmpty(left) && !forever) return;

    for (const reason of consumer.failedInvocations.slice(failuresSaid)) {
      screen.say(`An invocation failed: ${reason}. Its messages come again when they are visible again.`);
      failuresSaid += 1;
    }
    if (consumer.log.lines.length !== lines || isEmpty(left)) {
      lines = consumer.log.lines.length;
      quietSince = Date.now();
      waiting = undefined;
    } else if (Date.now() - quietSince >= QUIET_MS) {
      quietSince = Date.now();
      waiting = waitingFor(await consumer.queues.peek('source'), outcomes.of, Date.now());
      if (!screen.isTerminal) screen.say(waiting);
    }
    live.show(left, vault?.seen.inFlight, waiting);
    await setTimeout(LOOK_MS, undefined, { signal }).catch(() => {});
  }
}
