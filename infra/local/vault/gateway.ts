import type { Headers, Replying } from './reply.ts';

/**
 * An answer of the Kong gateway itself, in the form that the client accepts.
 * @see https://developer.konghq.com/gateway/
 */
export function fromGateway(status: number, message: string, headers: Headers = {}): Replying {
  return ({ accept, requestId }) => {
    const [type, body] = written(accept, message, requestId);
    return {
      kind: 'whole',
      status,
      headers: { 'content-type': `${type}; charset=utf-8`, 'x-kong-request-id': requestId, ...headers },
      body,
    };
  };
}

function written(accept: string, message: string, requestId: string): readonly [type: string, body: string] {
  if (/text\/html/.test(accept)) {
    return ['text/html', `<!doctype html>\n<html><body><h1>Error</h1><p>${message}.</p></body></html>\n`];
  }
  if (/text\/plain/.test(accept)) return ['text/plain', `${message}\nrequest_id: ${requestId}\n`];
  return ['application/json', JSON.stringify({ message, request_id: requestId })];
}

/** The gateway's sentences, word for word. */
export const NO_ROUTE = fromGateway(404, 'no Route matched with those values');
export const UNAUTHORIZED = fromGateway(401, 'Unauthorized');
export const INVALID_TOKEN = fromGateway(401, 'invalid token');
