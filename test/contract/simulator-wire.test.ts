import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FaultName, readFault, type Scripted } from '../../infra/local/vault/faults.ts';
import { startVault, type Vault } from '../../infra/local/vault/vault.ts';
import { bearer, disable } from '../support/vault-client.ts';

let vault: Vault;

beforeEach(async () => {
  vault = await startVault();
});
afterEach(() => vault.stop());

const failing = async (fault: Scripted): Promise<Response> => {
  vault.script(5, [fault]);
  return disable(vault, '5');
};

describe('what goes wrong on the wire', () => {
  test.each<FaultName>(['silence', 'drip', 'endless'])('%s: an answer has no end', async (fault) => {
    vault.script(5, [fault]);
    const authorization = await bearer(vault);
    const reading = fetch(`${vault.baseUrl}/api/mysafe/secretapi/inactive/5`, {
      method: 'POST',
      headers: { authorization },
      signal: AbortSignal.timeout(300),
    }).then((answer) => answer.text());
    await expect(reading).rejects.toThrow(/timeout/);
    await expect.poll(() => vault.seen.inFlight).toBe(0);
  });

  test('reset: the connection breaks before an answer', async () => {
    await expect(failing('reset')).rejects.toThrow();
  });

  test('half: it breaks in the middle of one', async () => {
    const answer = await failing('half');
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
  });

  test.each<[FaultName, number, RegExp]>([
    ['garbage', 200, /^\{"code":200,"resp\0nse$/],
    ['html', 200, /^<html>/],
    ['error-in-200', 200, /"error":true/],
    ['success-in-doubt', 200, /"response":\{"status":200\}/],
    ['redirect', 302, /^$/],
  ])('%s is an answer that is none', async (fault, status, body) => {
    const answer = await failing(fault);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toMatch(body);
  });

  test('an answer can be scripted word for word', async () => {
    const answer = await failing({ answer: { status: 418, headers: { 'x-pot': 'tea' }, body: 'short and stout' } });
    expect([answer.status, answer.headers.get('x-pot'), await answer.text()]).toEqual([418, 'tea', 'short and stout']);
  });
});

test.each<[Scripted, string]>([
  ['gateway-timeout', 'active'],
  [{ fault: 'gateway-timeout', tookEffect: true }, 'inactive'],
  [{ fault: 'bad-gateway', tookEffect: true }, 'inactive'],
  [{ answer: { status: 500 }, tookEffect: true }, 'inactive'],
])('after %j the secret is %s', async (fault, state) => {
  await failing(fault);
  expect(vault.stateOf(5)).toBe(state);
});

test('an expired token is gone for everybody, and uses up the fault', async () => {
  vault.script(5, ['token-expired']);
  const authorization = await bearer(vault);
  const statuses = [];
  for (const id of ['5', '6', '5']) statuses.push((await disable(vault, id, { authorization })).status);
  expect(statuses).toEqual([401, 401, 401]);
  expect((await disable(vault, '5')).status).toBe(200);
});

test('what is always so is so for every secret and for the token, until it ends', async () => {
  vault.always('address-not-allowed');
  expect((await disable(vault, '5', { authorization: 'Bearer any' })).status).toBe(403);
  await expect(bearer(vault)).resolves.toBe('Bearer undefined');
  vault.always(undefined);
  expect((await disable(vault, '5')).status).toBe(200);
});

test('every call is noted, with what went wrong', async () => {
  vault.script(5, ['bad-gateway']);
  await disable(vault, '5');
  await disable(vault, '5');
  expect(vault.seen.calls).toMatchObject([
    { method: 'POST', identifier: '5', status: 502, fault: { name: 'bad-gateway', inWords: 'HTTP 502' } },
    { path: '/api/mysafe/secretapi/inactive/5', identifier: '5', status: 200, fault: undefined },
  ]);
  expect(vault.seen).toMatchObject({ inFlight: 0, mostInFlight: 1, violations: [] });
  expect(vault.seen.tokenRequests).toHaveLength(2);
});

test.each([
  ['POST', '/api/mysafe/password/inactive/5', /touches a password/],
  ['GET', '/api/mysafe/secretapi/5', /reads a secret/],
  ['POST', '/redirected', /followed a redirect/],
])('%s %s is answered as if all were well, and noted as what must never be', async (method, path, violation) => {
  const answer = await fetch(vault.baseUrl + path, { method });
  expect(answer.status).toBe(200);
  expect(vault.seen.violations).toEqual([expect.stringMatching(violation)]);
});

test('an answer takes at least as long as the latency', async () => {
  const slow = await startVault({ latencyMs: 60 });
  const authorization = await bearer(slow);
  const startedAt = performance.now();
  await disable(slow, '5', { authorization });
  expect(performance.now() - startedAt).toBeGreaterThan(55);
  await slow.stop();
});

test('a fault that took effect says so to people', () => {
  expect(readFault({ fault: 'silence', tookEffect: true }).inWords).toBe(
    'no answer in time, after the vault had disabled it',
  );
});
