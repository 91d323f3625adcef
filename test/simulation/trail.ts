import { type Item, PARTITION_KEY, SORT_KEY } from '../../lib/audit/item.ts';
import { nameKey } from '../../lib/audit/keys.ts';
import { fromItem } from '../../lib/audit/read-item.ts';
import type { AuditRecord } from '../../lib/audit/record.ts';
import type { PutOnce } from '../../lib/audit/write.ts';
import type { Reference } from '../../lib/message/reference.ts';
import type { World } from '../support/world.ts';
import type { Chance } from './chance.ts';
import type { Vault } from './vault.ts';

/** The table of the audit trail, which fails before a put took effect, after it, or never answers. */
export type Trail = Readonly<{
  /** The messages of which the function said that it acknowledges them without a whole record. */
  missing: Set<string>;
  put: (isAlive: () => boolean) => PutOnce;
  /** Whether there is a record of what became of the secret, or of the name that led to none. */
  holds: (target: number | Reference) => boolean;
}>;

/** Which state of a secret each outcome is true of. */
const TRUE_OF: Readonly<Record<string, string>> = {
  disabled: 'inactive',
  'already-disabled': 'inactive',
  'not-found': 'absent',
  'access-denied': 'no-access',
};

const failure = (name: string) => Object.assign(new Error('so says the simulation'), { name });

/** @param chance of its own, so that the same seed plays the same run with a trail and without, but for what the trail changes */
export function createTrail(
  world: World,
  chance: Chance,
  { faults, vault, wrong }: Readonly<{ faults: number; vault: Pick<Vault, 'states'>; wrong: (what: string) => void }>,
): Trail {
  const items = new Map<string, Item>();
  const settled = new Set<number | string>();

  function take(item: Item): void {
    const key = [PARTITION_KEY, SORT_KEY].map((name) => item[name]?.S).join(' ');
    if (items.has(key)) throw failure('ConditionalCheckFailedException');
    items.set(key, item);
    for (const record of fromItem(item)) {
      if (record === undefined) throw new Error(`no record: ${JSON.stringify(item)}`);
      world.note(`written down: ${record.incidentId} ${record.recordId}`);
      believe(record);
    }
  }

  function believe(record: AuditRecord): void {
    if (record.kind === 'name' && !record.dryRun) settled.add(record.name);
    if (record.kind !== 'secret' || record.dryRun) return;
    settled.add(record.identifier);
    const state = TRUE_OF[record.outcome];
    if (state !== undefined && vault.states.get(record.identifier) !== state)
      wrong(`${record.identifier} is written down as ${record.outcome} and is ${vault.states.get(record.identifier)}`);
  }

  return {
    missing: new Set(),
    holds: (target) => settled.has(typeof target === 'number' ? target : nameKey(target)),
    put: (isAlive) => (item, signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const fate = chance.happens(faults) ? chance.oneOf(['before', 'after', 'never'] as const) : 'well';
      const takesMs = chance.whole(2, 30);
      const fail = (error: unknown) => void (isAlive() && reject(error));
      // As the SDK does.
      if (signal.aborted) return Promise.reject(failure('AbortError'));
      signal.addEventListener('abort', () => fail(failure('AbortError')), { once: true });
      if (fate === 'never') return promise;
      world.at(world.now() + takesMs, () => {
        if (fate === 'before') return fail(failure('ThrottlingException'));
        try {
          take(item);
          if (fate === 'after') fail(failure('TimeoutError'));
          else if (isAlive()) resolve();
        } catch (error) {
          fail(error);
        }
      });
      return promise;
    },
  };
}
