import type { Lying } from '../lying.ts';
import type { History } from './outcomes.ts';
import { plain } from './screen.ts';
import { counted, some } from './table.ts';
import { targetsIn } from './targets.ts';

/** What a run that does not end is waiting for. Times in milliseconds since the epoch. */
export function waitingFor(
  left: readonly Lying[],
  historyOf: (identifier: string) => History | undefined,
  now: number,
): string {
  const next = Math.min(...left.map(({ readyAt }) => readyAt));
  const seconds = Math.max(0, Math.ceil((next - now) / 1000));
  const identifiers = left.flatMap(({ body }) => targetsIn(body, () => undefined));
  const open = [...new Set(identifiers)].filter((identifier) => !historyOf(identifier)?.isDisabled);
  const last = open.map((identifier) => historyOf(identifier)?.told).findLast((told) => told !== undefined);
  return [
    `Waiting for ${counted(left.length, 'message')} on the queue, the next of which comes in ${seconds} s at the latest.`,
    ...(open.length > 0 ? [`Open: ${some(open)}.`] : []),
    ...(last?.reason !== undefined ? [`The latest said ${last.outcome}: ${plain(last.reason)}.`] : []),
  ].join(' ');
}
