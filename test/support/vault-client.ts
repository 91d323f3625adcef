import type { Vault } from '../../infra/local/vault/vault.ts';

/** Asks a simulated vault for a token, as its own credentials say; `change` is laid over the form's fields. */
export function requestToken(vault: Vault, change: Readonly<Record<string, string>> = {}): Promise<Response> {
  const { baseUrl, clientId = '', clientSecret = '', tokenPath = '/api/oauth2/token' } = vault.credentials();
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, ...change };
  return fetch(`${baseUrl}${tokenPath}`, { method: 'POST', body: new URLSearchParams(form) });
}

/** An `Authorization` that is good for a while. */
export async function bearer(vault: Vault): Promise<string> {
  const { access_token: token } = (await (await requestToken(vault)).json()) as { readonly access_token: string };
  return `Bearer ${token}`;
}

/** Calls the vault to disable a secret, with a good token unless the headers have another `authorization`. */
export async function disable(
  vault: Vault,
  identifier: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const authorization = headers['authorization'] ?? (await bearer(vault));
  return fetch(`${vault.baseUrl}/api/mysafe/secretapi/inactive/${identifier}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { accept: 'application/json', ...headers, authorization },
  });
}
