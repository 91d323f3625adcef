import type { Lanes } from '../queue/lanes.ts';
import type { Pace } from '../queue/pace.ts';
import { nameOf, type Sent } from '../queue/queue.ts';
import { type Item, toItems } from './item.ts';
import type { AuditRecord } from './record.ts';

/** How many items are on their way to the table at once, for all messages together. */
export const SIDE_BY_SIDE = 25;

/** Puts an item into the table where none of its keys is there yet; rejects with DynamoDB's error where there is one. */
export type PutOnce = (item: Item, signal: AbortSignal) => Promise<void>;

/** What every call to the table shares. `now` is in milliseconds since the epoch. */
export type Writing = Readonly<{ put: PutOnce; pace: Pace; lanes: Lanes; now: () => number }>;

/**
 * Writes the records of one message in their order, some in each item, up to the first item that fails: without the first record, which
 * says what was reported, the others would look like the whole. An item that is there already stays as it is, and counts as written.
 */
export async function writeAll(writing: Writing, records: readonly AuditRecord[], signal: AbortSignal): Promise<Sent> {
  for (const item of toItems(records)) {
    const written = await writing.lanes(() => write(writing, item, signal));
    if (written.kind === 'failed') return written;
  }
  return { kind: 'sent' };
}

async function write({ put, pace, now }: Writing, item: Item, signal: AbortSignal): Promise<Sent> {
  const startedAt = now();
  try {
    await put(item, signal);
    return { kind: 'sent' };
  } catch (error) {
    return refused(error);
  } finally {
    pace.learn(now() - startedAt);
  }
}

/** What a put came to that was rejected: where its item is there already, it is written. */
export function refused(error: unknown): Sent {
  const reason = nameOf(error, 'DynamoDB');
  return reason === 'ConditionalCheckFailedException' ? { kind: 'sent' } : { kind: 'failed', reason };
}
