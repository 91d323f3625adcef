import { parseMessage } from '../../lib/message/parse.ts';
import { type Named, readNamed } from '../../lib/roster/named.ts';
import { counted, described, plain, some } from '../wording.ts';

/** What the body of a letter is about. Only the first, a message that the function takes, can be put back with any hope. */
export type Subject =
  | { readonly kind: 'secrets'; readonly named: readonly Named[] }
  /** What leaked of an alert, and no secret was found for: there is nothing to disable. */
  | { readonly kind: 'fingerprints'; readonly fingerprints: readonly string[] }
  /** An event of AWS that a function could not take, with what Lambda says of it. */
  | Readonly<{
      kind: 'event';
      functionName: string;
      condition: string;
      detailType: string | undefined;
      source: string | undefined;
      failedAt: string | undefined;
    }>
  | { readonly kind: 'unreadable' };

export const UNREADABLE: Subject = { kind: 'unreadable' };

/** Reads a body, and of whose incident it says that it is. What cannot be read may be the leaked credential, and is not repeated. */
export function readSubject(body: string): Readonly<{ subject: Subject; incidentId: string | undefined }> {
  const document = objectIn(body);
  return { subject: subjectOf(body, document), incidentId: textOf(document['incidentId']) };
}

function subjectOf(body: string, document: Fields): Subject {
  const parsed = parseMessage(body);
  if (parsed.kind === 'compromise') {
    const named = parsed.compromise.document.secrets.flatMap((entry) => {
      const read = readNamed(entry.identifier === undefined ? entry : { identifier: entry.identifier });
      return read.kind === 'named' ? read.named : [];
    });
    return { kind: 'secrets', named };
  }
  return fingerprintsIn(document) ?? eventIn(document) ?? UNREADABLE;
}

/** As `lib/alert/message.ts` writes them, and no others: a stranger's might be anything. */
function fingerprintsIn({ type, secrets }: Fields): Subject | undefined {
  if (type !== 'credential.compromised' || !Array.isArray(secrets) || secrets.length === 0) return undefined;
  const entries = secrets.map(fieldsOf);
  const fingerprints = entries.flatMap((entry) =>
    Object.keys(entry).length === 1 ? (textOf(entry['fingerprint']) ?? []) : [],
  );
  return fingerprints.length === entries.length ? { kind: 'fingerprints', fingerprints } : undefined;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function eventIn({ requestContext, requestPayload, timestamp }: Fields): Subject | undefined {
  const { functionArn, condition } = fieldsOf(requestContext);
  const functionName = /^arn:[^:]+:lambda:[^:]+:\d+:function:([^:]+)/.exec(textOf(functionArn) ?? '')?.[1];
  if (functionName === undefined) return undefined;
  const event = fieldsOf(requestPayload);
  return {
    kind: 'event',
    functionName,
    condition: textOf(condition) ?? 'it does not say why',
    detailType: textOf(event['detail-type']),
    source: textOf(event['source']),
    failedAt: textOf(timestamp),
  };
}

/** What a letter is about, for a person. */
export function subjectInWords(subject: Subject): string {
  switch (subject.kind) {
    case 'secrets': {
      const [named, ...more] = subject.named;
      if (named === undefined || more.length > 0) return plain(described(subject.named));
      if ('identifier' in named) return `secret ${named.identifier}`;
      return 'tag' in named ? `tag ${plain(named.tag)}` : `identifier code ${plain(named.identifierCode)}`;
    }
    case 'fingerprints':
      return `${counted(subject.fingerprints.length, 'fingerprint')} of an alert (${some(subject.fingerprints.map(plain))})`;
    case 'event':
      return `event ${plain(subject.detailType ?? 'without a name')} of ${plain(subject.source ?? 'an unknown source')}`;
    case 'unreadable':
      return 'no message that names secrets';
  }
}

type Fields = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? { ...value } : {});

function objectIn(body: string): Fields {
  try {
    return fieldsOf(JSON.parse(body));
  } catch {
    return {};
  }
}
