import type { Keyring, ReadKeyring } from './keyring.ts';

/** How long keys are used before they are read again, in milliseconds. */
const KEPT_MS = 5 * 60_000;

/** However many requests are refused, keys are not read again for their sake before this, in milliseconds. */
const LEAST_MS = 30_000;

/** Nor, where there are none, for each request that comes, in milliseconds. */
const UNREADABLE_MS = 5000;

/** The keys, for as long as the container lives. */
export type Keys = Readonly<{
  /** Those that are kept, unless they are old. */
  current: () => Promise<ReadKeyring>;
  /** Reads them again, unless that has just been done: a request that is refused may be signed with a new key. */
  newer: () => Promise<ReadKeyring | undefined>;
}>;

/** Reads nothing yet. Where keys cannot be read again, those that are kept go on being used. `now` is in milliseconds. */
export function openKeys(
  read: () => Promise<ReadKeyring>,
  { now, warn }: Readonly<{ now: () => number; warn: (reason: string) => void }>,
): Keys {
  let kept: Keyring | undefined;
  let unreadable: ReadKeyring | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<ReadKeyring> | undefined;

  async function readAgain(): Promise<ReadKeyring> {
    const result = await read();
    readAt = now();
    if (result.kind === 'keyring') kept = result.keyring;
    else if (kept !== undefined) {
      warn(result.reason);
      return { kind: 'keyring', keyring: kept };
    }
    unreadable = kept === undefined ? result : undefined;
    return result;
  }
  // Whoever comes while it is being read gets the same.
  function once(): Promise<ReadKeyring> {
    reading ??= readAgain().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  return {
    current: async () => {
      const age = now() - readAt;
      if (kept !== undefined && age < KEPT_MS) return { kind: 'keyring', keyring: kept };
      return unreadable !== undefined && age < UNREADABLE_MS ? unreadable : once();
    },
    newer: async () => (reading !== undefined || now() - readAt >= LEAST_MS ? once() : undefined),
  };
}
