import PQueue from 'p-queue';

/** How many batches are on their way to SQS at once, for all messages together: each can have a megabyte. */
export const SIDE_BY_SIDE = 8;

/** Runs work when there is a free place. */
export type Lanes = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Lives as long as the container: how much goes on side by side is counted over all its sends. */
export function openLanes(sideBySide = SIDE_BY_SIDE): Lanes {
  const places = new PQueue({ concurrency: sideBySide });
  return (work) => places.add(work);
}
