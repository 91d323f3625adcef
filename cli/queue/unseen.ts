import { counted } from '../wording.ts';

/** About how many messages there are beside those that were received; 0 where they could not be counted. */
export const unseenOf = (count: number | undefined, received: readonly unknown[]): number =>
  Math.max(0, (count ?? 0) - received.length);

/** Why those are not shown, and when they will be. */
export const hiddenInWords = (unseen: number, noun: string): string =>
  `About ${counted(unseen, `more ${noun}`)} cannot be seen now: somebody else looks, or did and was ended by force. Look again in five minutes.`;
