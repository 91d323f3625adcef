import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FaultName } from '../../infra/local/vault/faults.ts';
import { startVault, type Vault } from '../../infra/local/vault/vault.ts';
import { bearer, disable } from '../support/vault-client.ts';

// The simulator is our reading of the vendor's pages, so it has to say what they say, word for word, over real HTTP.

const STATES = { 1: 'inactive', 2: 'absent', 3: 'no-access' } as const;

let vault: Vault;
let older: Vault;

beforeAll(async () => {
  [vault, older] = await Promise.all([
    startVault({ states: STATES }),
    startVault({ states: STATES, wording: 'older', refusal: 'no-route' }),
  ]);
});
afterAll(() => Promise.all([vault.stop(), older.stop()]));

const success = (message: string) =>
  `{"code":200,"response":{"status":200,"message":"${message}","error":false,"error_code":0,"detail":"","mensagem":"${message}","erro":false,"cod_erro":0}}`;

const failure = (status: number, message: string, code?: number) =>
  `{"code":${status},"response":{"status":${status},"message":"${message}","error":true,"error_code":1,"detail":"","mensagem":"${message}","erro":true,"cod_erro":1}${
    code === undefined ? '' : `,"exception":{"code":${code},"message":"${message}","detail":null}`
  }}`;

describe('POST /api/mysafe/secretapi/inactive/{identifier}', () => {
  test.each([
    ['an active secret', '5', 200, success('Api secret successfully deactivated')],
    ['the same again', '5', 200, success('Api secret has already been deactivated')],
    ['one that was inactive before', '1', 200, success('Api secret has already been deactivated')],
    ['one that does not exist', '2', 400, failure(400, '1005: Api secret not found', 1005)],
    ['one without permission', '3', 400, failure(400, '1006: User does not have access', 1006)],
    ['1005, whatever else is set up', '1005', 400, failure(400, '1005: Api secret not found', 1005)],
    ['1006, whatever else is set up', '1006', 400, failure(400, '1006: User does not have access', 1006)],
    ['an identifier that is no number', 'five', 400, failure(400, '1010: Unexpected identifier type', 1010)],
    ['no identifier', '', 400, failure(400, '1001: Missing parameter', 1001)],
  ])('%s', async (_, identifier, status, body) => {
    const answer = await disable(vault, identifier);
    expect({ status: answer.status, body: await answer.text() }).toEqual({ status, body });
  });

  test.each<[FaultName, number, string]>([
    ['unexpected-identifier', 400, failure(400, '1010: Unexpected identifier type', 1010)],
    ['identifier-type', 400, failure(400, '1003: Identifier type', 1003)],
    ['missing-parameter', 400, failure(400, '1001: Missing parameter', 1001)],
    ['inactive-secret', 400, failure(400, '1009: Inactive api secret', 1009)],
    ['server-error', 500, failure(500, 'Unexpected error.')],
    ['not-authorized', 401, failure(401, 'You are not authorized to access this resource.')],
    ['not-authorized-403', 403, failure(403, 'You are not authorized to access this resource.')],
  ])('%s by script', async (fault, status, body) => {
    vault.script(6, [fault]);
    const answer = await disable(vault, '6');
    expect({ status: answer.status, body: await answer.text() }).toEqual({ status, body });
    expect(vault.stateOf(6)).toBe('active');
  });

  test('older versions word it differently, and have no top-level code in a success', async () => {
    const { code: _, ...deactivated } = JSON.parse(success('API secret  successfully deactivated'));
    expect(await (await disable(older, '5')).json()).toEqual(deactivated);
    expect(await (await disable(older, '2')).text()).toBe(failure(400, '1005: API secret not found', 1005));
  });

  test('a disabled secret can be enabled again', async () => {
    const answer = await fetch(`${vault.baseUrl}/api/mysafe/secretapi/active/1`, {
      method: 'POST',
      headers: { authorization: await bearer(vault) },
    });
    expect(await answer.text()).toBe(success('Api secret activated successfully'));
    expect(vault.stateOf(1)).toBe('active');
  });
});

describe("the gateway's own answers", () => {
  test.each<[FaultName, number, string]>([
    ['no-route', 404, 'no Route matched with those values'],
    ['unauthorized', 401, 'Unauthorized'],
    ['forbidden', 403, 'Unauthorized'],
    ['invalid-token', 401, 'invalid token'],
    ['address-not-allowed', 403, 'IP address not allowed: 127.0.0.1'],
    ['address-not-allowed-older', 403, 'Your IP address is not allowed'],
    ['gateway-error', 500, 'An unexpected error occurred'],
    ['gateway-error-older', 500, 'An unexpected error'],
    ['bad-gateway', 502, 'An invalid response was received from the upstream server'],
    ['ring-balancer', 503, 'failure to get a peer from the ring-balancer'],
    ['name-resolution', 503, 'name resolution failed'],
    ['upstream-unavailable', 503, 'The upstream server is currently unavailable'],
    ['gateway-timeout', 504, 'The upstream server is timing out'],
    ['rate-limited', 429, 'API rate limit exceeded'],
  ])('%s: %i %s', async (fault, status, message) => {
    vault.script(7, [fault]);
    const answer = await disable(vault, '7');
    const requestId = answer.headers.get('x-kong-request-id');
    expect(requestId).toMatch(/^[0-9a-f]{32}$/);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ message, request_id: requestId });
  });

  test.each<[FaultName, retryAfter: RegExp, reset: string]>([
    ['rate-limited', /^1$/, '1'],
    ['rate-limited-until', /^\w{3}, \d{2} \w{3} \d{4} [\d:]{8} GMT$/, '2'],
    ['rate-limited-reset', /^none$/, '1'],
  ])('%s says how long to wait', async (fault, retryAfter, reset) => {
    vault.script(7, [fault]);
    const { headers } = await disable(vault, '7');
    expect(headers.get('retry-after') ?? 'none').toMatch(retryAfter);
    expect(headers.get('ratelimit-reset')).toBe(reset);
    expect(headers.get('ratelimit-remaining')).toBe('0');
  });

  test.each([
    ['text/html', /<p>The upstream server is timing out\.<\/p>/],
    ['text/plain', /^The upstream server is timing out\n/],
  ])('to Accept: %s it writes no JSON', async (accept, body) => {
    vault.script(7, ['gateway-timeout']);
    const answer = await disable(vault, '7', { accept });
    expect(answer.headers.get('content-type')).toContain(accept);
    expect(await answer.text()).toMatch(body);
  });

  test.each([
    ['POST', '/api/mysafe/secretapi/disable/5'],
    ['GET', '/api/mysafe'],
    ['DELETE', '/api/mysafe/secretapi/inactive/5'],
  ])('%s %s is no route', async (method, path) => {
    const answer = await fetch(vault.baseUrl + path, { method });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ message: 'no Route matched with those values' });
  });

  test('without a token there is no way in', async () => {
    const answer = await disable(vault, '8', { authorization: '' });
    expect([answer.status, await answer.json()]).toMatchObject([401, { message: 'Unauthorized' }]);
    expect(vault.stateOf(8)).toBe('active');
  });

  test('a token that it does not know is invalid, or where that is set up, there is no route', async () => {
    const authorization = 'Bearer made-up';
    const invalid = await disable(vault, '8', { authorization });
    expect([invalid.status, await invalid.json()]).toMatchObject([401, { message: 'invalid token' }]);
    const noRoute = await disable(older, '8', { authorization });
    expect([noRoute.status, await noRoute.json()]).toMatchObject([
      404,
      { message: 'no Route matched with those values' },
    ]);
    expect(vault.stateOf(8)).toBe('active');
  });

  test('a revoked token is refused', async () => {
    const other = await startVault();
    const authorization = await bearer(other);
    other.revokeTokens();
    expect((await disable(other, '8', { authorization })).status).toBe(401);
    await other.stop();
  });

  test('a token expires after its lifetime', async () => {
    const other = await startVault({ tokenLifetimeSeconds: 0 });
    expect((await disable(other, '8')).status).toBe(401);
    await other.stop();
  });
});
