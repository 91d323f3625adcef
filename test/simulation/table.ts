import type { Limit } from '../../lib/limit/admit.ts';
import { SMALL } from '../../lib/limit/admit.ts';
import { tallyOf } from '../../lib/limit/tally.ts';
import type { World } from '../support/world.ts';
import type { Chance } from './chance.ts';
import type { Lying } from './queue.ts';
import { read } from './read.ts';

/** The table that all containers count in, and that fails as DynamoDB may: before it took effect, or after. */
export type Table = Readonly<{
  /** For one invocation. `failed`: told of each time that nobody could count. */
  limit: (failed: () => void) => Limit;
  /** Whether a secret may be disabled because of this message: it is counted, or approved, or one of few that nobody could count. */
  allows: (message: Lying, id: number, names: ReadonlySet<number>, couldNotCount: boolean) => boolean;
}>;

export function createTable(
  world: World,
  chance: Chance,
  { maxSecretsPerHour, faults }: Readonly<{ maxSecretsPerHour: number; faults: number }>,
): Table {
  const tallies = new Map<string, Set<number>>();
  const heldBy = (key: string) => tallies.get(key) ?? new Set<number>();
  return {
    limit: (failed) => ({
      maxSecretsPerHour,
      add: async ({ key }, secrets, mostBefore) => {
        const fate = chance.happens(faults) ? chance.oneOf(['before', 'after'] as const) : 'well';
        await world.after(chance.whole(2, 30));
        const held = heldBy(key);
        const fits = held.size <= mostBefore;
        if (fate !== 'before' && fits) tallies.set(key, new Set([...held, ...secrets]));
        await world.after(chance.whole(2, 30));
        if (fate !== 'well') {
          failed();
          throw Object.assign(new Error('so says the simulation'), { name: 'InternalServerError' });
        }
        return fits ? { kind: 'added' } : { kind: 'refused', held };
      },
    }),
    allows: ({ body, attributes, sentAt }, id, names, couldNotCount) => {
      if (attributes['ApprovedBy'] !== undefined) return names.has(id);
      const firstSentAt = Number(attributes['FirstSentAt']?.StringValue ?? sentAt);
      const message = read(body);
      if (message.kind === 'malformed' || !names.has(id)) return false;
      // What its names lead to may not have been found.
      const isSmall = message.compromise.secrets.length <= SMALL;
      return heldBy(tallyOf({ message, firstSentAt }).key).has(id) || (couldNotCount && isSmall);
    },
  };
}
