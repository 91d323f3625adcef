import { setTimeout } from 'node:timers/promises';
import { sendAll } from '../../infra/local/command/sending.ts';
import { isEmpty } from '../../infra/local/lying.ts';
import type { Queues } from '../../infra/local/queues.ts';
import type { Planned } from './plan.ts';
import type { Sent } from './referee.ts';

/** How many messages may wait for the function before more are sent: else the last would be old before they are read. */
const WAITING = 100;

const LOOK_MS = 50;

/** How long a run may take, in milliseconds; one that takes longer goes in circles. */
const limitMs = (messages: number): number => 60_000 + 200 * messages;

/** Sends the messages as the function keeps up with them, and waits until the queue is empty, or the run has taken too long. */
export async function sendUntilEmpty(
  queues: Queues,
  plan: readonly Planned[],
  signal: AbortSignal,
  tell: (sent: number, onQueue: number) => void,
): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  const until = performance.now() + limitMs(plan.length);
  while (!signal.aborted && performance.now() < until) {
    const left = await queues.left();
    tell(sent.length, left.visible + left.inFlight + left.delayed);
    const next = plan.slice(sent.length, sent.length + Math.max(0, WAITING - left.visible));
    if (next.length > 0) sent.push(...(await sendTogether(queues, next, signal)));
    else if (isEmpty(left)) break;
    else await setTimeout(LOOK_MS);
  }
  return sent;
}

async function sendTogether(queues: Queues, messages: readonly Planned[], signal: AbortSignal): Promise<Sent[]> {
  const bodies = messages.map(({ body }) => body);
  const ids = (await sendAll(queues, bodies, signal)).map(({ messageId }) => messageId);
  return messages.map((message, index) => ({ ...message, messageId: ids[index] ?? '' }));
}
