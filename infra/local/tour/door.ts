import type { Stack } from '../stack.ts';

/** What a door is shown with. */
export type Shown = Readonly<{
  stack: Stack;
  /** The variables that a program of somebody's needs to find the stand-ins. */
  environment: Readonly<Record<string, string>>;
  say: (line: string) => void;
  signal: AbortSignal;
}>;

/** One of the ways in, shown from what somebody has in hand to what became of the secrets. */
export type Door = Readonly<{
  title: string;
  /** What the user has in hand. */
  inHand: string;
  /** The secrets that shall be inactive afterwards, by identifier. */
  disables: readonly number[];
  /** Goes through it; resolves when everything is on the queue. */
  show: (shown: Shown) => Promise<void>;
}>;
