import type { Unavailable } from '../outcome/outcome.ts';
import { Sensitive } from '../sensitive.ts';
import type { HttpAnswer } from './http.ts';
import { asCount, asText, type JsonObject, readObject } from './json.ts';
import { askedOf } from './retry-after.ts';
import { isSourceAddressRefused } from './source-address.ts';

/** What the answer to a token request says. `lifetimeMs` counts from its arrival. */
export type TokenAnswer =
  | { readonly kind: 'granted'; readonly accessToken: Sensitive; readonly lifetimeMs: number }
  | { readonly kind: 'refused'; readonly reason: string; readonly sourceAddress: boolean }
  | Unavailable;

/** The vault's default, for an answer that names no lifetime. */
const DEFAULT_LIFETIME_SECONDS = 3600;

const STANDARD_ERRORS: ReadonlySet<unknown> = new Set([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
]);

/**
 * Reads the answer to a token request: a token, a refusal (any 4xx but 408 and 429: asking again cannot help), or none
 * of both, which may pass. Nothing of the answer is quoted but an error code of the standard.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5
 */
export function readTokenAnswer(answer: HttpAnswer, now: number): TokenAnswer {
  const { status, body } = answer;
  const document = readObject(body);
  if (status === 200)
    return (
      readGrant(document) ?? {
        kind: 'unavailable',
        reason: 'the token endpoint answered HTTP 200 without a usable token',
      }
    );
  const reason = `the token endpoint answered HTTP ${status}${errorCode(document, body)}`;
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
    return { kind: 'refused', reason, sourceAddress: isSourceAddressRefused(asText(document['message']) ?? '') };
  }
  return { kind: 'unavailable', reason, ...askedOf(answer, now) };
}

function readGrant(document: JsonObject): TokenAnswer | undefined {
  const { access_token: token, token_type: type = 'bearer', expires_in: seconds } = document;
  if (typeof token !== 'string' || !/^[\x21-\x7E]+$/.test(token)) return undefined;
  if (asText(type)?.toLowerCase() !== 'bearer') return undefined;
  const lifetimeSeconds = asCount(seconds, 10) ?? DEFAULT_LIFETIME_SECONDS;
  return { kind: 'granted', accessToken: new Sensitive(token), lifetimeMs: lifetimeSeconds * 1000 };
}

function errorCode({ error, message }: JsonObject, body: string): string {
  if (STANDARD_ERRORS.has(error)) return ` ${error}`;
  if (isSourceAddressRefused(asText(message) ?? '')) return ' IP address not allowed';
  return /no route matched/i.test(body)
    ? ' no Route matched (wrong baseUrl or tokenPath, or a wrong or expired access key)'
    : '';
}
