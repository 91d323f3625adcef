import type { Delivery } from '../message/delivery.ts';
import type { SecretId } from '../message/identifier.ts';
import type { Reference } from '../message/reference.ts';
import { type Counted, count } from './count.ts';
import { type Add, tallyOf } from './tally.ts';

/** How much one source may have disabled in an hour, and where that is counted. */
export type Limit = Readonly<{ maxSecretsPerHour: number; add: Add }>;

/** Which secrets go by a name, by those with less `rank` first; none where that is not known. */
export type Find = (reference: Reference, rank: number) => Promise<readonly SecretId[]>;

/** Why a message waits for approval, in one line, and how many secrets it names. */
export type Held = Readonly<{ reason: string; secrets: number }>;

/** Whether what a message names may be disabled. `uncounted`: why that could not be told from what was disabled before. */
export type Verdict = Readonly<{ held: Held | undefined; uncounted: string | undefined }>;

/** So many may be disabled without anybody knowing what was before: an incident must not wait for a table. */
export const SMALL = 10;

const ADMITTED: Verdict = { held: undefined, uncounted: undefined };

/** Looks up what a message names, counts it, and says whether it may be disabled. Never rejects. */
export async function admit(delivery: Delivery, { maxSecretsPerHour: most, add }: Limit, find: Find): Promise<Verdict> {
  const { message } = delivery;
  if (message.kind === 'malformed' || message.compromise.dryRun || delivery.approvedBy !== undefined) return ADMITTED;
  const found = await Promise.all(message.compromise.references.map(find));
  const secrets = [...new Set([...message.compromise.secrets, ...found.flat()])];
  const counted = await count(tallyOf(delivery), secrets, most, add).catch(unknown);
  switch (counted.kind) {
    case 'within':
      return ADMITTED;
    case 'beyond': {
      const reason = `With it ${counted.secrets} secrets of one source would be disabled in one hour, and ${most} is the most`;
      return { held: { reason, secrets: secrets.length }, uncounted: undefined };
    }
    case 'unknown': {
      if (secrets.length <= SMALL) return { held: undefined, uncounted: counted.reason };
      const reason = `It names ${secrets.length} secrets, and what its source had disabled in this hour could not be counted`;
      return { held: { reason, secrets: secrets.length }, uncounted: counted.reason };
    }
  }
}

/** By its name alone: messages of the SDK quote what they were given. */
const unknown = (error: unknown): Counted => ({
  kind: 'unknown',
  reason: error instanceof Error ? error.name : 'unknown error',
});
