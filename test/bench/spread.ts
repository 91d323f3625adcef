import type { Figure } from './measurement.ts';

/** What the rounds came to, without anything thrown away. */
export type Spread = Readonly<{ median: number; lowest: number; highest: number }>;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

/** The spread of ours against theirs, round by round: what disturbed a round disturbed both. */
export function ratioOf({ ours, against }: Figure): Spread {
  const ratios = ours.map((value, round) => value / (against[round] ?? Number.NaN));
  return { median: median(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios) };
}

/** `true` where there is no bar. What could not be measured meets none. */
export const isMet = (figure: Figure): boolean => figure.bar === undefined || ratioOf(figure).median <= figure.bar;
