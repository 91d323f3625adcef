import { afterEach, beforeEach, expect, test } from 'vitest';
import { startVault, type Vault } from '../../infra/local/vault/vault.ts';
import { disable, requestToken } from '../support/vault-client.ts';

let vault: Vault;

beforeEach(async () => {
  vault = await startVault();
});
afterEach(() => vault.stop());

test('the client credentials grant gives a token that works, for an hour, and not to be kept by anybody on the way', async () => {
  const answer = await requestToken(vault);
  const grant = (await answer.json()) as { readonly access_token: string };
  expect(answer.status).toBe(200);
  expect(grant).toEqual({ access_token: expect.stringMatching(/^[\w-]{32}$/), token_type: 'bearer', expires_in: 3600 });
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect((await disable(vault, '5', { authorization: `Bearer ${grant.access_token}` })).status).toBe(200);
});

test('no two tokens are the same', async () => {
  const [one, other] = await Promise.all([requestToken(vault), requestToken(vault)]);
  expect(await one.text()).not.toBe(await other.text());
});

test.each([
  ['another client', { client_id: 'somebody' }, 401, 'invalid_client'],
  ['a wrong secret', { client_secret: 'guessed' }, 401, 'invalid_client'],
  ['no secret', { client_secret: '' }, 400, 'invalid_request'],
  ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
])('%s is refused as RFC 6749 says', async (_, change, status, error) => {
  const answer = await requestToken(vault, change);
  expect([answer.status, await answer.json()]).toEqual([status, { error }]);
});

test('a parameter given twice, and a body that is no form, are invalid requests', async () => {
  const url = `${vault.baseUrl}/api/oauth2/token`;
  const { clientId = '', clientSecret = '' } = vault.credentials();
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  form.append('client_id', clientId);
  const twice = await fetch(url, { method: 'POST', body: form });
  const json = await fetch(url, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
  expect([await twice.json(), await json.json()]).toEqual([{ error: 'invalid_request' }, { error: 'invalid_request' }]);
});

test('a rotated client secret is the only one that counts', async () => {
  const { clientSecret = '' } = vault.credentials();
  vault.rotateClientSecret();
  expect((await requestToken(vault, { client_secret: clientSecret })).status).toBe(401);
  expect((await requestToken(vault)).status).toBe(200);
});

test('where it is set up so, the token is asked for with GET, elsewhere, and for a tenant', async () => {
  const other = await startVault({ tokenMethod: 'GET', tokenPath: '/iso/oauth2/token', tenant: 'acme' });
  const { baseUrl, clientId = '', clientSecret = '', tenant = '' } = other.credentials();
  const ask = async (method: string, named: string) => {
    const query = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, tenant: named };
    const answer = await fetch(`${baseUrl}/iso/oauth2/token?${new URLSearchParams(query)}`, { method });
    return answer.status;
  };
  expect([await ask('GET', tenant), await ask('GET', 'another'), await ask('POST', tenant)]).toEqual([200, 401, 404]);
  // Its query holds the client secret.
  expect(other.seen.tokenRequests.map(({ path }) => path)).toEqual(Array(3).fill('/iso/oauth2/token'));
  await other.stop();
});

test('token requests fail by script, one after the other, and then no more', async () => {
  vault.scriptToken(['upstream-unavailable', 'invalid-client']);
  const statuses = [await requestToken(vault), await requestToken(vault), await requestToken(vault)];
  expect(statuses.map(({ status }) => status)).toEqual([503, 401, 200]);
});
