import pLimit from 'p-limit';
import type { Queues } from '../queues.ts';
import type { Sent } from './account.ts';

const AT_ONCE = 10;

/** Sends each message as it is. What the signal keeps from being sent comes back without an id. */
export async function sendAll(
  queues: Queues,
  bodies: readonly string[],
  signal: AbortSignal,
): Promise<readonly Sent[]> {
  const slot = pLimit(AT_ONCE);
  return Promise.all(
    bodies.map((body) => slot(async () => ({ messageId: signal.aborted ? '' : await queues.send(body), body }))),
  );
}
