import { type ParsedMessage, parseMessage } from '../../lib/message/parse.ts';
import { MAX_SECRETS } from '../../lib/message/schema.ts';
import { writeBody } from '../../lib/message/write.ts';
import type { Named } from '../secrets/named.ts';

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

/** Writes as many messages as it takes, each of which the function will accept: it is read here as it will be there. */
export function writeMessages(incident: Incident, secrets: readonly Named[]): Written {
  const bodies: string[] = [];
  for (let from = 0; from < secrets.length; from += MAX_SECRETS) {
    const body = writeBody(documentOf(incident, secrets.slice(from, from + MAX_SECRETS)));
    const parsed = parseMessage(body);
    if (parsed.kind === 'malformed') return parsed;
    bodies.push(body);
  }
  return { kind: 'written', bodies };
}

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
