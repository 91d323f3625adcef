import type { Counts } from '../lying.ts';
import type { AnswerName } from './answers.ts';
import type { Breaker } from './breaker.ts';

/** What became of one secret in one invocation, for one message. Texts of somebody else's are without control characters. */
export type Row = Readonly<{
  /** Counts up; the later row has the larger one. */
  number: number;
  /** Milliseconds since the epoch. */
  at: number;
  secret: string;
  incident: string;
  outcome: string;
  calls: number;
  durationMs: number;
  reason: string;
}>;

export type Letter = Readonly<{ code: string; secret: string; incident: string; reason: string }>;

/** All that the page shows, at one moment. */
export type State = Readonly<{
  /** Messages that were sent from the page. */
  sent: number;
  queue: Counts;
  /** How often a message was received, the same one perhaps more than once. */
  deliveries: number;
  /** What the log says of the latest batch. */
  latestBatch: string;
  breaker: Breaker;
  vault: Readonly<{ answer: AnswerName; latencyMs: number; calls: number; inFlight: number; tokens: number }>;
  /** How often Secrets Manager was read. */
  credentialsRead: number;
  /** How many secrets have which outcome. */
  tally: readonly (readonly [outcome: string, secrets: number])[];
  /** The latest, newest first. */
  outcomes: readonly Row[];
  deadLetters: Readonly<{ all: number; latest: readonly Letter[] }>;
}>;
