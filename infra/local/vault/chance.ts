import { createHash } from 'node:crypto';
import type { Scripted } from './faults.ts';
import type { SecretState } from './secrets.ts';

export const PROFILES = ['none', 'typical', 'storm'] as const;

/** How badly the vault behaves when nothing is scripted. */
export type Profile = (typeof PROFILES)[number];

/** Calls out of a thousand that meet this fault. */
export type Odds<What> = readonly (readonly [perMille: number, what: What])[];

const CALLS: Readonly<Record<Profile, Odds<Scripted>>> = {
  none: [],
  typical: [
    [20, 'gateway-timeout'],
    [10, { fault: 'gateway-timeout', tookEffect: true }],
    [15, 'bad-gateway'],
    [10, 'upstream-unavailable'],
    [10, 'rate-limited'],
    [10, 'reset'],
    [10, 'server-error'],
    [5, { fault: 'silence', tookEffect: true }],
    [5, 'half'],
    [3, 'token-expired'],
    [2, 'html'],
  ],
  storm: [
    [45, 'gateway-timeout'],
    [30, { fault: 'gateway-timeout', tookEffect: true }],
    [25, 'bad-gateway'],
    [15, { fault: 'bad-gateway', tookEffect: true }],
    [15, 'ring-balancer'],
    [15, 'name-resolution'],
    [20, 'upstream-unavailable'],
    [20, 'rate-limited'],
    [25, 'reset'],
    [15, { fault: 'reset', tookEffect: true }],
    [20, 'server-error'],
    [10, 'gateway-error'],
    [5, 'silence'],
    [5, { fault: 'silence', tookEffect: true }],
    [10, 'half'],
    [3, 'drip'],
    [5, 'endless'],
    [5, 'garbage'],
    [5, 'html'],
    [2, 'redirect'],
    [2, 'token-expired'],
  ],
};

const SECRETS: Readonly<Record<Profile, Odds<SecretState>>> = {
  none: [],
  typical: [],
  storm: [
    [10, 'absent'],
    [10, 'no-access'],
    [20, 'inactive'],
  ],
};

/** What goes wrong by chance. The same seed gives the same faults to the same calls, in whatever order they arrive. */
export type Chance = Readonly<{
  /** @param call which call for this secret it is, from 1 */
  faultOf: (identifier: string, call: number) => Scripted | undefined;
  /** What a secret is before anything has happened to it, where it is not simply active. */
  stateOf: (identifier: string) => SecretState | undefined;
}>;

export const chance = (profile: Profile, seed: number): Chance => ({
  faultOf: (identifier, call) => drawn(CALLS[profile], `${seed}/${identifier}/${call}`),
  stateOf: (identifier) => drawn(SECRETS[profile], `${seed}/${identifier}`),
});

/** What falls to this key, if anything. The same key gets the same each time. */
export function drawn<What>(odds: Odds<What>, key: string): What | undefined {
  let left = lot(key) * 1000;
  for (const [perMille, what] of odds) {
    if (left < perMille) return what;
    left -= perMille;
  }
  return undefined;
}

/** A number in [0, 1) that depends on nothing but the key. */
const lot = (key: string): number => createHash('sha256').update(key).digest().readUInt32BE() / 2 ** 32;
