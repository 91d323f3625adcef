import type { Sensitive } from '../sensitive.ts';
import type { HttpAnswer } from './http.ts';
import { readObject } from './json.ts';
import { redact } from './redact.ts';

/**
 * Kong's id of the request, by which the people who run the gateway find it: in the body of its own answers, in a header of
 * those that it passes on. `undefined` for what is no such id, or holds a secret.
 * @see https://docs.konghq.com/gateway/latest/production/debug-request/
 */
export function gatewayRequestId({ headers, body }: HttpAnswer, secrets: readonly Sensitive[]): string | undefined {
  const id = readObject(body)['request_id'] ?? headers['x-kong-request-id'];
  return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) && redact(id, secrets) === id ? id : undefined;
}
