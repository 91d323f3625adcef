/** The most that SQS takes as a message's delay, and the longest that a message waits for its next try. */
const MOST_SECONDS = 900;

const FIRST_SECONDS = 30;

/**
 * When to try a message again, in whole seconds: 30 s, 1 min, 2 min … 15 min with its receive count, of which between a
 * tenth and a half is taken off at random: so much that an outage does not end in a herd, and so much that what was put
 * off at its end is done within those 15 min. Never less than a quarter of the message's age up to 15 min, because a
 * remainder's receive count starts anew: what is older than an hour waits the whole 15 min.
 */
export function delaySeconds(receiveCount: number, ageMs: number, random: () => number): number {
  const nominal = Math.min(MOST_SECONDS, FIRST_SECONDS * 2 ** (receiveCount - 1));
  const least = Math.max(nominal / 2, ageMs / 4000);
  return Math.min(MOST_SECONDS, Math.ceil(least + 0.4 * nominal * random()));
}
