import * as z from 'zod/mini';
import { readMoment } from '../message/moment.ts';

const text = z.optional(z.string());

/** What the times of a report are reckoned from. */
const moment = z.string().check(z.refine((written) => readMoment(written) !== undefined));

/** Where a record stands: all of an incident in one partition, in an order, and what is settled the same way twice in one place. */
const place = { incidentId: z.string(), recordId: z.string() };

/** What each says of the message that led to it. Times as ISO 8601; `at` is when it was settled. */
const origin = {
  at: moment,
  messageId: z.string(),
  /** When the message was first sent, whatever it says of itself. */
  firstSentAt: moment,
  reportedBy: text,
  reportedAt: text,
  reason: text,
  approvedBy: text,
};

const circumstances = { ...origin, dryRun: z.boolean(), deliveries: z.number() };

/** What became of it; for what was not done, as its dead letter says. */
const settled = { outcome: z.string(), errorCode: text, errorMessage: text, attempts: z.number(), requestId: text };

/** What a person did, who, and why. */
const byHand = { at: moment, by: z.string(), reason: z.string() };

const auditRecord = z.discriminatedUnion('kind', [
  /** Something was reported: what it named, by identifiers and by {@link nameKey}. */
  z.object({
    ...place,
    ...circumstances,
    kind: z.literal('reported'),
    /** Why it waits for approval, where it does. */
    heldBecause: text,
    secrets: z.array(z.number()),
    names: z.array(z.string()),
  }),
  /** A secret is disabled (`errorCode` is not there), or was left to a person. */
  z.object({ ...place, ...circumstances, ...settled, kind: z.literal('secret'), identifier: z.number() }),
  /** A name led to these secrets. */
  z.object({ ...place, ...circumstances, kind: z.literal('found'), name: z.string(), secrets: z.array(z.number()) }),
  /** A name led to none. */
  z.object({ ...place, ...circumstances, ...settled, kind: z.literal('name'), name: z.string() }),
  /** A message that nobody could read; which incident it belongs to is not known. */
  z.object({ ...place, kind: z.literal('malformed'), at: moment, messageId: z.string(), errorMessage: z.string() }),
  /** Somebody set about enabling these secrets again; of each that was enabled there is a record of its own. */
  z.object({ ...place, ...byHand, kind: z.literal('undoing'), secrets: z.array(z.number()) }),
  /** Somebody enabled a secret again that the incident had disabled. */
  z.object({ ...place, ...byHand, kind: z.literal('enabled'), identifier: z.number() }),
  /** Somebody put a dead letter aside for good. */
  z.object({
    ...place,
    ...byHand,
    kind: z.literal('discarded'),
    messageId: z.string(),
    errorCode: z.string(),
    identifier: text,
  }),
]);

/** One line of the audit trail: what was settled, and never changes any more. */
export type AuditRecord = Readonly<z.infer<typeof auditRecord>>;

/** Reads what should be a record; `undefined` for what is none. */
export function readRecord(value: unknown): AuditRecord | undefined {
  const read = auditRecord.safeParse(value);
  return read.success ? read.data : undefined;
}
