import { expect, test } from 'vitest';
import { Sensitive } from '../../../lib/sensitive.ts';
import { tokenRequest } from '../../../lib/vault/token-request.ts';

const CREDENTIALS = {
  baseUrl: 'https://vault.example/base',
  clientId: 'client&id',
  clientSecret: new Sensitive('s3cret +&='),
  tokenPath: '/api/oauth2/token',
  tokenMethod: 'POST',
  tenant: undefined,
  ca: undefined,
  identity: undefined,
} as const;

const PARAMETERS = { grant_type: 'client_credentials', client_id: 'client&id', client_secret: 's3cret +&=' };

test('by default it is a form, and nothing of it stands in the URL', () => {
  const { method, url, form } = tokenRequest(CREDENTIALS);
  expect([method, url.href, form]).toEqual(['POST', 'https://vault.example/base/api/oauth2/token', PARAMETERS]);
});

test('where the vault wants it so, it is a query', () => {
  const { method, url, form } = tokenRequest({ ...CREDENTIALS, tokenMethod: 'GET' });
  expect([method, form, url.origin, url.pathname]).toEqual([
    'GET',
    undefined,
    'https://vault.example',
    '/base/api/oauth2/token',
  ]);
  expect(Object.fromEntries(url.searchParams)).toEqual(PARAMETERS);
});

test("the path can be the vendor's other one", () => {
  expect(tokenRequest({ ...CREDENTIALS, tokenPath: '/iso/oauth2/token' }).url.pathname).toBe('/base/iso/oauth2/token');
});

test.each(['POST', 'GET'] as const)("a tenant's name goes along, by %s", (tokenMethod) => {
  const { form, url } = tokenRequest({ ...CREDENTIALS, tokenMethod, tenant: 'acme' });
  expect({ ...form, ...Object.fromEntries(url.searchParams) }).toEqual({ ...PARAMETERS, tenant: 'acme' });
});
