/** How far the time that a request was signed at may be from now, in milliseconds. */
const WINDOW_MS = 5 * 60_000;

/**
 * Whether a request that says that it was signed at this time may be taken now; all in milliseconds, times since the epoch.
 * @param oldest how long ago it may have been, where a sender keeps what it has signed and sends it again
 */
export const isRecent = (signedAt: number, now: number, oldest = WINDOW_MS): boolean =>
  signedAt - now <= WINDOW_MS && now - signedAt <= oldest;
