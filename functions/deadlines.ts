/** What the last log lines and the answer itself need after everything has been settled, in milliseconds. */
const ANSWER_MS = 200;

/**
 * When work on the vault must end so that what has been done can be settled, and when settling must end so that the
 * answer still reaches Lambda; in milliseconds since the epoch. At least half of the time is for the work.
 */
export function deadlines(
  now: number,
  remainingMs: number,
  settlingMs: number,
): Readonly<{ work: number; settle: number }> {
  const end = now + remainingMs;
  return {
    work: end - Math.min(settlingMs + ANSWER_MS, remainingMs / 2),
    settle: end - Math.min(ANSWER_MS, remainingMs / 4),
  };
}
