import type { Capacity } from './crowded-vault.ts';
import type { Figures } from './figures.ts';
import { AFTER, BEFORE, CONTAINERS } from './play.ts';

/** One figure that is shown, and what it must not exceed where it is held to something. */
export type Bar = Readonly<{ name: string; of: (figures: Figures) => number; digits: number; most?: number }>;

/** What a vault can answer, in calls a second. */
const perSecond = ({ workers, workMs: [least, most] }: Capacity): number => workers / ((least + most) / 2000);

export const BEFORE_PER_SECOND = perSecond(BEFORE);
export const AFTER_PER_SECOND = perSecond(AFTER);

export const BARS: readonly Bar[] = [
  { name: 'calls while it is down, per secret that waits', of: (night) => night.amplification, digits: 2, most: 1.1 },
  { name: 'calls while it is down, per secret tried', of: (night) => night.callsForFirstTry, digits: 2 },
  // Nobody has more than one call out before there is an answer.
  {
    name: 'calls in flight in the first second of its return',
    of: (night) => night.inFlightAtFirst,
    digits: 0,
    most: CONTAINERS,
  },
  // What it cannot serve at once within ten seconds is then served within five more, half of what a call may take.
  {
    name: 'calls a second in the busiest ten seconds after its return',
    of: (night) => night.callsPerSecond,
    digits: 1,
    most: 1.5 * AFTER_PER_SECOND,
  },
  {
    name: '% of the calls after its return that it was too full for',
    of: (night) => 100 * night.overloaded,
    digits: 2,
    most: 1,
  },
  {
    name: 'minutes from its return until everything is disabled',
    of: (night) => night.minutesToDone,
    digits: 1,
    most: 15,
  },
  { name: 'secrets that are not disabled', of: (night) => night.notDisabled, digits: 0, most: 0 },
];

/** The names of what a night exceeds. */
export const exceeded = (night: Figures): readonly string[] =>
  BARS.filter(({ of, most = Number.POSITIVE_INFINITY }) => !(of(night) <= most)).map(({ name }) => name);
