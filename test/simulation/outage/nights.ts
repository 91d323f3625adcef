import { exceeded } from './bars.ts';
import type { HowDown } from './crowded-vault.ts';
import { type Figures, figures } from './figures.ts';
import type { Pair } from './picture.ts';
import { play } from './play.ts';

export const WAYS: readonly HowDown[] = ['refused', 'silent'];

/** What one night came to, played with the restraint. */
export type Outcome = Readonly<{ seed: number; howDown: HowDown; figures: Figures; exceeded: readonly string[] }>;

/** Plays one night with the restraint. */
export async function playOne(seed: number, howDown: HowDown): Promise<Outcome> {
  const found = figures(await play(seed, howDown, { restrained: true }));
  return { seed, howDown, figures: found, exceeded: exceeded(found) };
}

/** Plays one night both ways with the restraint, and without it. */
export async function compare(seed: number): Promise<Readonly<Record<HowDown, Pair>>> {
  const pair = async (howDown: HowDown): Promise<Pair> => ({
    restrained: await play(seed, howDown, { restrained: true }),
    unrestrained: await play(seed, howDown, { restrained: false }),
  });
  return { refused: await pair('refused'), silent: await pair('silent') };
}
