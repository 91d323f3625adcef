/** What the last log lines and the answer itself need after everything has been settled, in milliseconds. */
const ANSWER_MS = 200;

/** How long it is expected to take at most, in milliseconds, to write down what became of a batch, and to settle it. */
export type Expected = Readonly<{ recordingMs: number; settlingMs: number }>;

/** When each part of an invocation must end, in milliseconds since the epoch. */
export type Deadlines = Readonly<{ work: number; record: number; settle: number }>;

/**
 * When work on the vault must end so that what has been done can be written down and settled; when writing down must, so that
 * a table that does not answer leaves settling its time; and when settling must, so that the answer still reaches Lambda. At
 * least half of the time is for the work, and the rest is shared where it is scarce.
 */
export function deadlines(now: number, remainingMs: number, { recordingMs, settlingMs }: Expected): Deadlines {
  const end = now + remainingMs;
  const work = end - Math.min(recordingMs + settlingMs + ANSWER_MS, remainingMs / 2);
  const settle = end - Math.min(ANSWER_MS, remainingMs / 4);
  const share = ((settle - work) * settlingMs) / Math.max(1, recordingMs + settlingMs);
  return { work, record: settle - Math.min(settlingMs, share), settle };
}
