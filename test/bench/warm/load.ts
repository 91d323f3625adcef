/** What one batch brings. */
export type Load = Readonly<{
  messages: number;
  /** In each message; no secret is named twice. */
  secrets: number;
  /** What each message holds beside its secrets, in bytes. */
  more?: number;
}>;

/** What one batch took: on the clock, and of a processor, in milliseconds; and the most memory that the process ever had. */
export type Took = Readonly<{ wallMs: number; processorMs: number; peakMiB: number }>;

export const secretsOf = ({ messages, secrets }: Load): number => messages * secrets;

/** The default of the function's own setting. */
export const CONCURRENCY = 10;

/** Whatever disables secrets, ours or another. */
export type Contestant = (load: Load) => Promise<void>;

/** Ten messages, as Lambda hands them over; or one, where there is one secret. */
export const loadOf = (secrets: number): Load =>
  secrets < 10 ? { messages: secrets, secrets: 1 } : { messages: 10, secrets: secrets / 10 };
