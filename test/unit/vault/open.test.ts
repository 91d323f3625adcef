import { describe, expect, test } from 'vitest';
import { readTarget } from '../../../lib/message/reference.ts';
import { mySafe } from '../../support/answers.ts';
import { secret } from '../../support/messages.ts';
import { IN_TIME_MS, openedVault } from '../../support/opened-vault.ts';

describe('a call that disables a secret', () => {
  test('is a POST to secretapi, never to password, with the token and without a body', async () => {
    const { vault, requests, tokenOf } = await openedVault();
    const { answer, requestId } = await vault.disable(await tokenOf(), secret(5), IN_TIME_MS);
    expect({ answer, requestId }).toEqual({ answer: { kind: 'disabled' }, requestId: undefined });
    expect(requests.slice(1)).toEqual([
      {
        method: 'POST',
        path: '/api/mysafe/secretapi/inactive/5',
        body: '',
        headers: expect.objectContaining({ authorization: 'Bearer token-1', accept: 'application/json' }),
      },
    ]);
  });

  test('goes where the base URL says', async () => {
    const { vault, requests, tokenOf } = await openedVault({ base: '/prefix/' });
    await vault.disable(await tokenOf(), secret(9007199254740991), IN_TIME_MS);
    expect(requests.map(({ path }) => path)).toEqual([
      '/prefix/api/oauth2/token',
      '/prefix/api/mysafe/secretapi/inactive/9007199254740991',
    ]);
  });

  test('gives what the vault said, with every secret that it echoed blotted out', async () => {
    const { vault, tokenOf } = await openedVault({
      disable: { status: 400, body: mySafe(400, '1077: token-1 of hunter2, bearer token-1', 1077) },
    });
    const { answer } = await vault.disable(await tokenOf(), secret(5), IN_TIME_MS);
    expect(answer).toEqual({
      kind: 'rejected',
      code: 1077,
      said: 'MySafe says 1077: [redacted] of [redacted], bearer [redacted]',
    });
  });

  test.each([
    [401, 'refused'],
    [503, 'unavailable'],
  ])('blots it out of a %i, too', async (status, kind) => {
    const { vault, tokenOf } = await openedVault({
      disable: { status, body: { message: 'bad token-1 hunter2' } },
    });
    const { answer } = await vault.disable(await tokenOf(), secret(5), IN_TIME_MS);
    expect(answer).toMatchObject({ kind });
    expect(JSON.stringify(answer)).not.toMatch(/token-1|hunter2/);
  });

  test('that gets no answer is unavailable, and the reason says why', async () => {
    const { vault, tokenOf } = await openedVault({ disable: 'silence' });
    expect(await vault.disable(await tokenOf(), secret(5), 100)).toEqual({
      answer: { kind: 'unavailable', reason: 'The vault gave no usable answer: no complete answer within 100 ms' },
      requestId: undefined,
    });
  });

  test('that is redirected is unavailable, and the token goes nowhere else', async () => {
    const { vault, requests, tokenOf } = await openedVault({
      disable: { status: 307, headers: { location: '/elsewhere' } },
    });
    const { answer } = await vault.disable(await tokenOf(), secret(5), IN_TIME_MS);
    expect(answer.kind).toBe('unavailable');
    expect(requests.map(({ path }) => path)).not.toContain('/elsewhere');
  });
});

describe("the gateway's id of the request", () => {
  const requestIdOf = async (body: unknown, headers: Record<string, string> = {}) => {
    const { vault, tokenOf } = await openedVault({ disable: { status: 503, body, headers } });
    return (await vault.disable(await tokenOf(), secret(5), IN_TIME_MS)).requestId;
  };

  test.each<[string, unknown, Record<string, string>, string | undefined]>([
    ['in the body', { request_id: 'abc-123' }, {}, 'abc-123'],
    ['in a header', {}, { 'x-kong-request-id': 'def_456' }, 'def_456'],
    ['nowhere', {}, {}, undefined],
    ['as a number', { request_id: 5 }, {}, undefined],
    ['as a sentence', { request_id: 'look at me: {}' }, {}, undefined],
    ['without an end', { request_id: 'x'.repeat(65) }, {}, undefined],
    ['that is the token itself', { request_id: 'token-1' }, {}, undefined],
    ['that is the client secret', {}, { 'x-kong-request-id': 'hunter2' }, undefined],
  ])('%s', async (_, body, headers, requestId) => {
    expect(await requestIdOf(body, headers)).toBe(requestId);
  });
});

describe('a call that asks what goes by a name', () => {
  const LIST = { ...mySafe(200, ''), api_secret_on_list: [{ identifier: '14', can_write: true }] };
  const reference = (entry: object) => {
    const target = readTarget(entry);
    if (typeof target !== 'string') throw new Error('no name');
    return target;
  };

  test('is a GET of the list with the name as its query, never of a secret', async () => {
    const { vault, requests, tokenOf } = await openedVault({ disable: { status: 200, body: LIST } });
    const name = reference({ tag: '../5?a=b&c#d' });
    const { answer } = await vault.list(await tokenOf(), name, IN_TIME_MS);
    expect(answer).toEqual({ kind: 'listed', secrets: [{ id: 14, canEdit: true }] });
    expect(requests.slice(1).map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/mysafe/secretapi?tag=..%2F5%3Fa%3Db%26c%23d',
    ]);
  });

  test('gives no answer where there is none', async () => {
    const { vault, tokenOf } = await openedVault({ disable: 'silence' });
    expect(await vault.list(await tokenOf(), reference({ identifierCode: 'x' }), 100)).toMatchObject({
      answer: { kind: 'unavailable', reason: 'The vault gave no usable answer: no complete answer within 100 ms' },
    });
  });
});
