import * as z from 'zod/mini';
import type { Named } from '../alert/alert.ts';
import { blotted, type Fingerprint, fingerprintOf } from '../alert/fingerprint.ts';
import { meansNoDryRun } from './dry-run.ts';
import { readDocument, readJson } from './json.ts';
import { name, named } from './report.ts';
import { malformed, nothing, type Translated, unknownEvent } from './source.ts';
import { calledBy, subject, textsOf } from './subject.ts';

/** @see https://openid.net/specs/openid-risc-profile-specification-1_0.html#rfc.section.2.7 */
const COMPROMISE = 'https://schemas.openid.net/secevent/risc/event-type/credential-compromise';

/** Sent to see whether anybody listens. @see https://openid.net/specs/openid-sharedsignals-framework-1_0.html */
const VERIFICATION = 'https://schemas.openid.net/secevent/ssf/event-type/verification';

const shape = z
  .looseObject({
    iss: z.string(),
    jti: z.string(),
    iat: z.number().check(z.minimum(0), z.maximum(8.64e12)),
    sub_id: z.optional(subject),
    events: z.record(z.string(), z.unknown()),
  })
  .check(meansNoDryRun);

const inWords = z.union([z.string(), z.record(z.string(), z.string())]);

/** Beside what the profile says, an event may name the secret of the vault, as an entry of the generic source does. */
const compromise = z
  .looseObject({ ...named.shape, subject: z.optional(subject), reason_admin: z.optional(inWords) })
  .check(meansNoDryRun);

/** Reads the claims of a verified security event token. */
export function readSet(claims: Buffer): Translated {
  const read = readJson(claims, shape);
  if (read.kind === 'refused') return read;
  const { iss, jti, iat, sub_id, events } = read.document;
  if (!Object.hasOwn(events, COMPROMISE))
    return Object.hasOwn(events, VERIFICATION)
      ? nothing('The transmitter asks whether anybody listens')
      : unknownEvent('The event is not credential-compromise');
  const event = readDocument(events[COMPROMISE], compromise);
  if (event.kind === 'refused') return event;
  const { subject: older, reason_admin: why = 'Credential compromise' } = event.document;
  const whose = sub_id ?? older ?? {};
  // What is named in a way that cannot be is not looked for elsewhere.
  const isNamed = Object.keys(named.shape).some((field) => Object.hasOwn(event.document, field));
  const given = name(event.document);
  const secrets = isNamed ? (given === undefined ? [] : [given]) : subjectOf(calledBy(whose).map(fingerprintOf));
  if (secrets.length === 0) return malformed('neither the event nor sub_id names a secret as documented');
  const reason = typeof why === 'string' ? why : Object.values(why).join(' ');
  return {
    kind: 'alert',
    alert: {
      eventId: JSON.stringify([iss, jti]),
      reason: blotted(
        reason,
        [...textsOf([sub_id, older]), event.document.clientId].filter((text) => text !== undefined),
      ),
      reportedAt: new Date(iat * 1000).toISOString(),
      secrets,
    },
  };
}

function subjectOf(fingerprints: readonly Fingerprint[]): readonly Named[] {
  const [fingerprint, ...more] = fingerprints;
  if (fingerprint === undefined) return [];
  return [more.length > 0 ? { by: 'aliases', fingerprints } : { by: 'fingerprint', fingerprint }];
}

/** Whether it is a set of keys of which none is secret. */
export function isKeySet(document: unknown): boolean {
  const set = z.object({
    keys: z.array(z.looseObject({ kty: z.enum(['EC', 'RSA', 'OKP']), d: z.optional(z.never()) })),
  });
  return set.safeParse(document).success;
}
