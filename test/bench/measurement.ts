/** One figure of the bench: what was measured for us and for what it is held against, one number a round. */
export type Figure = Readonly<{
  name: string;
  unit: 'ms' | 'µs' | 'MiB' | '×';
  ours: readonly number[];
  against: readonly number[];
  /** The ratio ours / against (medians of the per-round ratios) must not be above this. */
  bar?: number;
}>;

/** Measures its figures in `rounds` rounds in which the contestants alternate. */
export type Measurement = Readonly<{
  name: string;
  measure: (rounds: number, tell: (line: string) => void) => Promise<readonly Figure[]>;
}>;
