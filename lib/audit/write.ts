import type { Lanes } from '../queue/lanes.ts';
import type { Pace } from '../queue/pace.ts';
import { nameOf, type Sent } from '../queue/queue.ts';
import { type Item, toItem } from './item.ts';
import type { AuditRecord } from './record.ts';

/** How many records are on their way to the table at once, for all messages together. */
export const SIDE_BY_SIDE = 25;

/** Puts an item into the table where none of its keys is there yet; rejects with DynamoDB's error where there is one. */
export type PutOnce = (item: Item, signal: AbortSignal) => Promise<void>;

/** What every call to the table shares. `now` is in milliseconds since the epoch. */
export type Writing = Readonly<{ put: PutOnce; pace: Pace; lanes: Lanes; now: () => number }>;

const SENT: Sent = { kind: 'sent' };

/**
 * Writes the records, the first before all others, and those some at a time, up to the first that fails. One that is there already
 * stays as it is, and counts as written. Without the first, which says what was reported, the others would look like the whole.
 */
export async function writeAll(writing: Writing, records: readonly AuditRecord[], signal: AbortSignal): Promise<Sent> {
  const [first, ...others] = records;
  const begun = first === undefined ? SENT : await writing.lanes(() => write(writing, first, signal));
  if (begun.kind === 'failed') return begun;
  // One iterator for all, as for what is sent to a queue: whichever has a free place takes the next.
  const remaining = others.values();
  let failed: Sent | undefined;
  const next = async (): Promise<boolean> => {
    const { value: record } = remaining.next();
    if (record === undefined || failed !== undefined) return false;
    const written = await write(writing, record, signal);
    if (written.kind === 'failed') failed ??= written;
    return true;
  };
  const lane = async () => {
    while (await writing.lanes(next));
  };
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, others.length) }, lane));
  return failed ?? SENT;
}

async function write({ put, pace, now }: Writing, record: AuditRecord, signal: AbortSignal): Promise<Sent> {
  const startedAt = now();
  try {
    await put(toItem(record), signal);
    return SENT;
  } catch (error) {
    const reason = nameOf(error, 'DynamoDB');
    return reason === 'ConditionalCheckFailedException' ? SENT : { kind: 'failed', reason };
  } finally {
    pace.learn(now() - startedAt);
  }
}
