import type { Received } from '../source/source.ts';
import type { Turned } from './verdict.ts';

/**
 * As much as is looked at of an event of a function URL or an HTTP API, payload format 2.0.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export type HttpEvent = Readonly<{
  /** Begins with the name of the stage where that is not `$default`, unless the request came by a domain of the operator's. */
  rawPath: string;
  /** Their names in lower case; several of one name are joined by commas. */
  headers?: Readonly<Record<string, string | undefined>>;
  body?: string;
  isBase64Encoded?: boolean;
  requestContext: Readonly<{ http: Readonly<{ method: string }>; stage?: string }>;
}>;

/** The most that a body may have; SQS takes more, and no source sends as much. */
export const MOST_BYTES = 256 * 1024;

/** A request for a source, not yet looked into. */
export type Asked = { readonly kind: 'asked'; readonly source: string; readonly received: Received };

/** Reads the event: `POST /alerts/{source}`, with a body that is not too large. */
export function readRequest(event: HttpEvent): Asked | Turned {
  const source = /^\/alerts\/([a-z0-9-]{1,64})$/.exec(withoutStage(event))?.[1];
  if (source === undefined) return turned(404, 'Alerts are taken at /alerts/{source}');
  if (event.requestContext.http.method !== 'POST') return { ...turned(405, 'Only POST is taken'), allow: 'POST' };
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded === true ? 'base64' : 'utf8');
  if (body.length > MOST_BYTES) return turned(413, `The body has more than ${MOST_BYTES} bytes`);
  const headers = Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return { kind: 'asked', source, received: { headers: Object.fromEntries(headers), body } };
}

function withoutStage({ rawPath, requestContext: { stage } }: HttpEvent): string {
  const before = `/${stage}`;
  return rawPath.startsWith(`${before}/alerts/`) ? rawPath.slice(before.length) : rawPath;
}

const turned = (status: Turned['status'], reason: string): Turned => ({ kind: 'turned-away', status, reason });
