import { type ParsedMessage, parseMessage } from '../message/parse.ts';
import { MAX_SECRETS } from '../message/schema.ts';
import { writeBody } from '../message/write.ts';
import type { Named } from './named.ts';

/** What is said of all secrets alike. */
export type Incident = Readonly<{
  incidentId: string;
  reason: string | undefined;
  reportedBy: string | undefined;
  reportedAt: Date;
  /** The function shall say what it would do, and disable nothing. */
  dryRun: boolean;
}>;

export type Written =
  | { readonly kind: 'written'; readonly bodies: readonly string[] }
  | Extract<ParsedMessage, { kind: 'malformed' }>;

/**
 * Writes as many messages as it takes, each of which the function will accept: it is read here as it will be there.
 * @param fits whether a body is small enough for the way that it goes
 */
export function writeMessages(
  incident: Incident,
  secrets: readonly Named[],
  fits: (body: string) => boolean = () => true,
): Written {
  const bodies: string[] = [];
  const open = chunks(secrets);
  for (let part = open.shift(); part !== undefined; part = open.shift()) {
    const body = writeBody(documentOf(incident, part));
    const parsed = parseMessage(body);
    if (parsed.kind === 'malformed') return parsed;
    if (fits(body)) {
      bodies.push(body);
    } else if (part.length === 1) {
      return { kind: 'malformed', reason: 'a message with a single secret is too large; its texts must be shorter' };
    } else {
      const half = Math.ceil(part.length / 2);
      open.unshift(part.slice(0, half), part.slice(half));
    }
  }
  return { kind: 'written', bodies };
}

const chunks = (secrets: readonly Named[]): (readonly Named[])[] =>
  Array.from({ length: Math.ceil(secrets.length / MAX_SECRETS) }, (_, index) =>
    secrets.slice(index * MAX_SECRETS, (index + 1) * MAX_SECRETS),
  );

const documentOf = ({ incidentId, reason, reportedBy, reportedAt, dryRun }: Incident, secrets: readonly Named[]) => ({
  type: 'credential.compromised',
  version: 1,
  incidentId,
  // What is undefined is not written.
  reason,
  reportedBy,
  reportedAt: reportedAt.toISOString(),
  dryRun: dryRun || undefined,
  secrets,
});
