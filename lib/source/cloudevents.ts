import * as z from 'zod/mini';
import { fingerprintOf } from '../alert/fingerprint.ts';
import { meansNoDryRun } from './dry-run.ts';
import { readDocument, readJson } from './json.ts';
import { reported, reportShape } from './report.ts';
import { sharedSecrets } from './shared-secret.ts';
import { malformed, type Received, source, unknownEvent } from './source.ts';
import { verifyStandardWebhook } from './standard-webhooks.ts';

const text = z.string().check(z.minLength(1), z.maxLength(1024));

const ours = { specversion: z.literal('1.0'), id: text, source: text, type: text, time: z.optional(text) };

/** With those that the specification lets anybody add. */
const attributes = z.looseObject(ours).check(meansNoDryRun);

const structured = z.looseObject({ ...ours, data: z.unknown() }).check(meansNoDryRun);

/** The type may have a reversed domain before it, as the specification recommends. */
const TYPE = /(^|\.)credential\.compromised$/;

/**
 * CloudEvents 1.0 over HTTP, in binary and in structured mode, with data as the generic source has its body. The specification
 * leaves signatures to others: a request is signed as Standard Webhooks says, and its signed id is the event's. In binary mode
 * all other attributes are headers, which nobody has signed: but for the type, nothing of the alert is made of them.
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
 */
export const cloudevents = source({
  name: 'cloudevents',
  keys: sharedSecrets,
  verify: verifyStandardWebhook,
  translate: (received) => {
    const inBody = isStructured(received);
    const event = inBody ? readJson(received.body, structured) : readBinary(received);
    if (event.kind === 'refused') return event;
    const { id, source: from, type, time, data } = event.document;
    if (id !== received.headers['webhook-id']) return malformed('the id of the event is not the signed webhook-id');
    if (!TYPE.test(type)) return unknownEvent('The type of the event is not credential.compromised');
    const report = readDocument(data, reportShape);
    if (report.kind === 'refused') return report;
    // An id is one only together with the source that has given it, or with what it came with.
    const eventId = JSON.stringify(inBody ? [from, id] : [id, fingerprintOf(received.body.toString())]);
    return { kind: 'alert', alert: reported(eventId, report.document, inBody ? time : undefined) };
  },
});

const isStructured = ({ headers }: Received): boolean =>
  /^application\/cloudevents\+json *(;|$)/i.test(headers['content-type'] ?? '');

const PREFIX = 'ce-';

/** In binary mode the attributes are headers and the body is the data. */
function readBinary({ headers, body }: Received) {
  const given = Object.entries(headers).filter(([name]) => name.startsWith(PREFIX));
  const read = readDocument(
    Object.fromEntries(given.map(([name, value]) => [name.slice(PREFIX.length), decoded(value)])),
    attributes,
  );
  if (read.kind === 'refused') return read;
  const data = readJson(body, z.unknown());
  return data.kind === 'refused' ? data : { ...read, document: { ...read.document, data: data.document } };
}

/** What is not printable ASCII is percent-encoded in a header. */
function decoded(value: string | undefined): string | undefined {
  try {
    return value === undefined ? undefined : decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
