import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Everything that is left to chance in a run, from one seed. */
export type Chance = Readonly<{
  /** A number in [0, 1). */
  random: () => number;
  /** Whether something happens that happens so often, from 0 to 1. */
  happens: (share: number) => boolean;
  /** A whole number from `least` to `most`, both included. */
  whole: (least: number, most: number) => number;
  oneOf: <Item>(items: readonly Item[]) => Item;
  shuffled: <Item>(items: readonly Item[]) => Item[];
}>;

export function chanceFrom(seed: number): Chance {
  const generator = xoroshiro128plus(seed);
  const random = () => uniformFloat64(generator);
  const whole = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  return {
    random,
    happens: (share) => random() < share,
    whole,
    oneOf: (items) => items[whole(0, items.length - 1)] as (typeof items)[number],
    shuffled: (items) => {
      const keyed = items.map((item) => ({ item, key: random() }));
      return keyed.sort((one, other) => one.key - other.key).map(({ item }) => item);
    },
  };
}
