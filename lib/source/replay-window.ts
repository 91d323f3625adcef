/** How far the time that a request was signed at may be from now, in milliseconds. */
const WINDOW_MS = 5 * 60_000;

/** Whether a request that says that it was signed at this time may be taken now; both in milliseconds since the epoch. */
export const isRecent = (signedAt: number, now: number): boolean => Math.abs(now - signedAt) <= WINDOW_MS;
