import * as z from 'zod/mini';
import { ANSWER_NAMES } from './answers.ts';
import { MOST_IDENTIFIERS, readIdentifiers } from './identifiers.ts';

/** The longest time that the page lets an answer take, in milliseconds. */
const MOST_LATENCY_MS = 10_000;

const latencyError = `The latency must be a whole number of milliseconds from 0 to ${MOST_LATENCY_MS}.`;

const identifiers = z.pipe(
  z.string().check(z.maxLength(2000, { error: 'At most 2000 characters of secrets.' })),
  z.pipe(
    z.transform(readIdentifiers),
    z
      .array(z.string())
      .check(
        z.minLength(1, { error: 'Name at least one secret, such as 5 or 100-149.' }),
        z.maxLength(MOST_IDENTIFIERS, { error: `At most ${MOST_IDENTIFIERS} secrets.` }),
      ),
  ),
);

const schema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('send'),
    identifiers,
    incidentId: z.string().check(z.maxLength(256, { error: 'At most 256 characters of incident.' })),
    /** Whether the first answer for each secret gets lost after the vault has done what it was asked. */
    losesAnswer: z.boolean(),
  }),
  z.object({ kind: z.literal('answer'), answer: z.enum(ANSWER_NAMES) }),
  z.object({
    kind: z.literal('latency'),
    ms: z
      .int({ error: latencyError })
      .check(z.minimum(0, { error: latencyError }), z.maximum(MOST_LATENCY_MS, { error: latencyError })),
  }),
  z.object({ kind: z.literal('rotate') }),
  z.object({ kind: z.literal('revoke') }),
]);

/** What somebody wants to happen, by pressing something on the page. */
export type Order = Readonly<z.infer<typeof schema>>;

export type ReadOrder =
  | { readonly kind: 'order'; readonly order: Order }
  /** One line for whoever pressed it. */
  | { readonly kind: 'wrong'; readonly reason: string };

export function readOrder(text: string): ReadOrder {
  const read = schema.safeParse(document(text));
  if (read.success) return { kind: 'order', order: read.data };
  return { kind: 'wrong', reason: read.error.issues[0]?.message ?? 'This is no order.' };
}

function document(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
