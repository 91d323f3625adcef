import type { Access } from './access.ts';
import { NO_ROUTE } from './gateway.ts';
import type { Replying } from './reply.ts';

export type TokenRules = Readonly<{ method: 'POST' | 'GET'; tenant: string | undefined }>;

/**
 * Answers a token request: the client credentials grant, with the client in the body, or in the query where the vault is
 * set up for `GET`.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 */
export function answerTokenRequest(
  { method, parameters, contentType }: Readonly<{ method: string; parameters: URLSearchParams; contentType: string }>,
  rules: TokenRules,
  access: Access,
): Replying {
  if (method !== rules.method) return NO_ROUTE;
  if (method === 'POST' && !contentType.startsWith('application/x-www-form-urlencoded')) {
    return refusal(400, 'invalid_request');
  }
  const [grantType, clientId, clientSecret] = ['grant_type', 'client_id', 'client_secret'].map((name) =>
    // "Parameters MUST NOT be included more than once."
    parameters.getAll(name).length === 1 ? parameters.get(name) : undefined,
  );
  if (!grantType || !clientId || !clientSecret) return refusal(400, 'invalid_request');
  if (grantType !== 'client_credentials') return refusal(400, 'unsupported_grant_type');
  const isOurTenant = rules.tenant === undefined || parameters.get('tenant') === rules.tenant;
  if (!access.isClient(clientId, clientSecret) || !isOurTenant) return refusal(401, 'invalid_client');
  const { token, lifetimeSeconds } = access.grant();
  return json(200, { access_token: token, token_type: 'bearer', expires_in: lifetimeSeconds });
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
const refusal = (status: number, error: string): Replying => json(status, { error });

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1 for the two headers against caches */
const json =
  (status: number, document: unknown): Replying =>
  ({ requestId }) => ({
    kind: 'whole',
    status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      pragma: 'no-cache',
      'x-kong-request-id': requestId,
    },
    body: JSON.stringify(document),
  });
