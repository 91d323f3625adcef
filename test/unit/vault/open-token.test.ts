import { describe, expect, test } from 'vitest';
import { authority } from '../../support/certificates.ts';
import { secret } from '../../support/messages.ts';
import { IN_TIME_MS, openedVault } from '../../support/opened-vault.ts';

describe('the token', () => {
  test('is kept until shortly before it expires', async () => {
    const { vault, tokenOf, time } = await openedVault();
    expect(vault.keptToken()).toBeUndefined();
    const token = await tokenOf();
    expect(vault.keptToken()).toBe(token);
    time.now += 3_600_000 - 60_001;
    expect(vault.keptToken()).toBe(token);
    time.now += 1;
    expect(vault.keptToken()).toBeUndefined();
  });

  test('with a short life is kept for nine tenths of it', async () => {
    const { vault, tokenOf, time } = await openedVault({ expiresIn: 10 });
    await tokenOf();
    time.now += 8999;
    expect(vault.keptToken()).toBeDefined();
    time.now += 1;
    expect(vault.keptToken()).toBeUndefined();
  });

  test('that is thrown away is kept no longer, but its successor is', async () => {
    const { vault, tokenOf } = await openedVault();
    const first = await tokenOf();
    vault.discardToken(first);
    expect(vault.keptToken()).toBeUndefined();
    const second = await tokenOf();
    vault.discardToken(first);
    expect(vault.keptToken()).toBe(second);
  });

  test('cannot print itself', async () => {
    const { tokenOf } = await openedVault();
    expect(JSON.stringify(await tokenOf())).not.toMatch(/token-1|hunter2/);
  });
});

describe('the credentials', () => {
  test('are read once, however many tokens are asked for', async () => {
    const { tokenOf, readings } = await openedVault();
    await tokenOf();
    await tokenOf();
    expect(readings()).toBe(1);
  });

  test('are read again when they are forgotten, and their token with them', async () => {
    const { vault, tokenOf, readings, requests } = await openedVault();
    await tokenOf();
    vault.forgetCredentials();
    expect(vault.keptToken()).toBeUndefined();
    await tokenOf();
    expect(readings()).toBe(2);
    expect(requests.map(({ body }) => new URLSearchParams(body).get('client_secret'))).toEqual(['hunter2', 'hunter2']);
  });

  test('that cannot be read are told, and read the next time', async () => {
    const { askForToken, readings } = await openedVault({ unreadable: 1 });
    expect(await askForToken()).toEqual({ kind: 'unreadable', reason: 'no such secret' });
    expect(await askForToken()).toMatchObject({ kind: 'granted' });
    expect(readings()).toBe(2);
  });

  test('take the signal of the invocation', async () => {
    const { askForToken, signals } = await openedVault();
    const { signal } = new AbortController();
    await askForToken(IN_TIME_MS, signal);
    expect(signals).toEqual([signal]);
  });
});

describe('a token request', () => {
  test.each([
    [401, { error: 'invalid_client' }, 'refused', 'the token endpoint answered HTTP 401 invalid_client'],
    [503, {}, 'unavailable', 'the token endpoint answered HTTP 503'],
    [200, 'OK', 'unavailable', 'the token endpoint answered HTTP 200 without a usable token'],
    [503, { request_id: 'a1b2' }, 'unavailable', 'the token endpoint answered HTTP 503, request_id a1b2'],
  ])('that is answered by %i %j is %s', async (status, body, kind, reason) => {
    const { vault, askForToken } = await openedVault({ token: { status, body } });
    expect(await askForToken()).toMatchObject({ kind, reason: `No access token: ${reason}` });
    expect(vault.keptToken()).toBeUndefined();
  });

  test('that gets no answer is unavailable', async () => {
    const { askForToken } = await openedVault({ token: 'silence' });
    expect(await askForToken(100)).toEqual({
      kind: 'unavailable',
      reason: 'No access token: no complete answer within 100 ms',
    });
  });

  test('that is redirected is unavailable, and the client secret goes nowhere else', async () => {
    const { askForToken, requests } = await openedVault({
      token: { status: 307, headers: { location: '/elsewhere' } },
    });
    expect(await askForToken()).toMatchObject({ kind: 'unavailable' });
    expect(requests.map(({ path }) => path)).toEqual(['/api/oauth2/token']);
  });

  test('passes on the pause that is asked for', async () => {
    const { askForToken } = await openedVault({ token: { status: 429, headers: { 'retry-after': '3' } } });
    expect(await askForToken()).toMatchObject({ kind: 'unavailable', retryAfterMs: 3000 });
  });
});

describe('the connections', () => {
  test('are the same for tokens and calls, and after a rotation', async () => {
    const { vault, tokenOf, seen } = await openedVault();
    for (const id of [5, 6, 7]) {
      await vault.disable(await tokenOf(), secret(id), IN_TIME_MS);
      vault.forgetCredentials();
    }
    expect(seen.connections).toBe(1);
  });

  test('are opened anew where the credentials bring another authority', async () => {
    const [one, other] = await Promise.all([authority(), authority('another')]);
    const { vault, tokenOf, seen } = await openedVault({ authorities: [one.cert, other.cert] });
    const before = await tokenOf();
    vault.forgetCredentials();
    await tokenOf();
    expect(seen.connections).toBe(2);
    expect(await vault.disable(before, secret(5), IN_TIME_MS)).toMatchObject({ answer: { kind: 'disabled' } });
  });
});
