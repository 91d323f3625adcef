import type { Received } from '../../lib/source/source.ts';
import type { HttpEvent } from '../../lib/webhook/request.ts';

/** The event that Lambda makes of a POST to a source. */
export const httpEvent = (source: string, { headers, body }: Received, { base64 = false } = {}): HttpEvent => ({
  rawPath: `/alerts/${source}`,
  headers,
  body: body.toString(base64 ? 'base64' : 'utf8'),
  isBase64Encoded: base64,
  requestContext: { http: { method: 'POST' } },
});
