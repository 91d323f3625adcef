import type * as z from 'zod/mini';
import { parseExactly } from './exact-json.ts';
import type { SecretId } from './identifier.ts';
import { readMoment } from './moment.ts';
import { type Entry, type Reference, readTarget, readTargets } from './reference.ts';
import { compromiseSchema, MAX_SECRETS } from './schema.ts';
import { MAX_MESSAGE_BYTES, writeBody } from './write.ts';

/** A message that can be acted on. */
export type Compromise = {
  readonly incidentId: string | undefined;
  readonly reportedBy: string | undefined;
  /** When the leak was reported, in milliseconds since the epoch; `undefined` where the message does not say so readably. */
  readonly reportedAt: number | undefined;
  /** Nothing is to be disabled: only said what would be. */
  readonly dryRun: boolean;
  /** Every secret that it names by its number, once each, in the order in which they are first named. */
  readonly secrets: readonly SecretId[];
  /** Every name that the vault has to be asked about, in the same way. */
  readonly references: readonly Reference[];
  /** The message as {@link parseExactly} read it, unknown fields included: what is sent on is cut out of this. */
  readonly document: { readonly secrets: readonly Entry[] };
};

/** A body, read. The reason names the field and repeats nothing of what stood in it. */
export type ParsedMessage =
  | { readonly kind: 'compromise'; readonly compromise: Compromise }
  | { readonly kind: 'malformed'; readonly reason: string };

/**
 * Reads a message's body. A reason names the field and its rule and never repeats what stood there: somebody may have
 * put the leaked secret itself into the wrong place.
 */
export function parseMessage(body: string): ParsedMessage {
  if (body.trim() === '') return malformed('the body is empty');
  let document: unknown;
  try {
    document = parseExactly(body);
  } catch (error) {
    return malformed(error instanceof RangeError ? TOO_DEEP : 'the body is not JSON');
  }
  // The count comes first: a megabyte of entries is not worth checking one by one.
  if (namesTooMany(document)) return malformed(`secrets: must name at most ${MAX_SECRETS} secrets`);
  const checked = compromiseSchema.safeParse(document);
  if (!checked.success) return malformed(inWords(checked.error.issues));
  const names = checked.data.secrets.filter((entry) => typeof readTarget(entry) === 'string').length;
  if (!canBeSentOn(document, names * IDENTIFIER_BYTES)) {
    return malformed(TOO_DEEP);
  }
  return {
    kind: 'compromise',
    compromise: {
      incidentId: checked.data.incidentId,
      reportedBy: checked.data.reportedBy,
      reportedAt: readMoment(checked.data.reportedAt),
      dryRun: checked.data.dryRun ?? false,
      ...readTargets(checked.data.secrets),
      document: document as Compromise['document'],
    },
  };
}

/** What the number that was found for a name adds to its entry. */
const IDENTIFIER_BYTES = ',"identifier":"9007199254740991"'.length;

const TOO_DEEP =
  'the body is nested too deeply or grows beyond 1 MiB when its numbers are written out, so it could not be sent on';

const malformed = (reason: string): ParsedMessage => ({ kind: 'malformed', reason });

function namesTooMany(document: unknown): boolean {
  const secrets =
    typeof document === 'object' && document !== null && 'secrets' in document ? document.secrets : undefined;
  return Array.isArray(secrets) && secrets.length > MAX_SECRETS;
}

/** Dead letters and remainders are written from the document, so a document that cannot be written is not accepted. */
function canBeSentOn(document: unknown, moreBytes: number): boolean {
  try {
    return Buffer.byteLength(writeBody(document)) + moreBytes <= MAX_MESSAGE_BYTES;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const REASONS_SHOWN = 3;

function inWords(issues: readonly z.core.$ZodIssue[]): string {
  const reasons = issues.slice(0, REASONS_SHOWN).map(({ path, message }) => `${field(path)}: ${message}`);
  const more = issues.length - reasons.length;
  return reasons.join('; ') + (more > 0 ? `; and ${more} more` : '');
}

function field(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the message';
  return path
    .map((key, depth) => (typeof key === 'number' ? `[${key}]` : `${depth > 0 ? '.' : ''}${String(key)}`))
    .join('');
}
