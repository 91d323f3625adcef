import type { Credentials } from './credentials.ts';
import type { HttpRequest } from './http.ts';

/**
 * The request for an access token: the client credentials grant, as a form unless the vault wants it as a query.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4.2
 */
export function tokenRequest({
  baseUrl,
  tokenPath,
  tokenMethod,
  clientId,
  clientSecret,
  tenant,
}: Credentials): HttpRequest {
  const url = new URL(`${baseUrl}${tokenPath}`);
  const parameters = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret.reveal(),
    ...(tenant !== undefined && { tenant }),
  };
  if (tokenMethod === 'POST') return { method: 'POST', url, form: parameters };
  url.search = new URLSearchParams(parameters).toString();
  return { method: 'GET', url };
}
