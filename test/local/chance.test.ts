import { expect, test } from 'vitest';
import { chance, type Profile } from '../../infra/local/vault/chance.ts';

const SECRETS = Array.from({ length: 2000 }, (_, index) => String(index + 1));

const faults = (profile: Profile, seed: number) =>
  SECRETS.flatMap((identifier) => [1, 2, 3].map((call) => chance(profile, seed).faultOf(identifier, call)));

const share = (list: readonly unknown[]) => list.filter((item) => item !== undefined).length / list.length;

test('the same seed gives the same faults, another seed others', () => {
  expect(faults('storm', 7)).toEqual(faults('storm', 7));
  expect(faults('storm', 7)).not.toEqual(faults('storm', 8));
});

test('a fault depends on the secret and on which call it is, not on who comes first', () => {
  const storm = chance('storm', 7);
  const backwards = SECRETS.toReversed().map((identifier) => storm.faultOf(identifier, 1));
  expect(backwards.toReversed()).toEqual(SECRETS.map((identifier) => storm.faultOf(identifier, 1)));
});

test.each<[Profile, number, number]>([
  ['none', 0, 0],
  ['typical', 0.08, 0.12],
  ['storm', 0.27, 0.33],
])('%s: from %d to %d of the calls fail', (profile, least, most) => {
  expect(share(faults(profile, 1))).toBeGreaterThanOrEqual(least);
  expect(share(faults(profile, 1))).toBeLessThanOrEqual(most);
});

test('only in a storm some secrets are not what they should be', () => {
  const states = (profile: Profile) => SECRETS.map((identifier) => chance(profile, 1).stateOf(identifier));
  expect(share(states('typical'))).toBe(0);
  expect(new Set(states('storm'))).toEqual(new Set([undefined, 'absent', 'no-access', 'inactive']));
  expect(share(states('storm'))).toBeLessThan(0.06);
});
