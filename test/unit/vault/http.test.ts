import { describe, expect, test } from 'vitest';
import { connect, type HttpRequest } from '../../../lib/vault/http.ts';
import { localServer, sendJson } from '../../support/local-server.ts';

const OPEN = { ca: undefined, identity: undefined };
const IN_TIME_MS = 5000;

const get = (url: string): HttpRequest => ({ method: 'GET', url: new URL(url) });
const post = (url: string): HttpRequest => ({ method: 'POST', url: new URL(url) });

describe('a request', () => {
  test('without a form has an empty body, asks for JSON, and carries its headers', async () => {
    const { url, seen } = await localServer((response) => sendJson(response, 200, {}));
    await connect(OPEN, 1).request({ ...post(`${url}/a`), headers: { authorization: 'Bearer x' } }, IN_TIME_MS);
    expect(seen.requests).toEqual([
      {
        method: 'POST',
        path: '/a',
        body: '',
        headers: expect.objectContaining({
          accept: 'application/json',
          authorization: 'Bearer x',
          'content-length': '0',
          connection: 'keep-alive',
        }),
      },
    ]);
    expect(seen.requests[0]?.headers).not.toHaveProperty('accept-encoding');
  });

  test('with a form sends it as one', async () => {
    const { url, seen } = await localServer((response) => sendJson(response, 200, {}));
    await connect(OPEN, 1).request({ ...post(url), form: { a: 'x y&z' } }, IN_TIME_MS);
    expect(seen.requests).toMatchObject([
      { body: 'a=x+y%26z', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ]);
  });

  test('can be a GET', async () => {
    const { url, seen } = await localServer((response) => sendJson(response, 200, {}));
    await connect(OPEN, 1).request(get(`${url}/a?b=c`), IN_TIME_MS);
    expect(seen.requests).toMatchObject([{ method: 'GET', path: '/a?b=c', body: '' }]);
  });
});

describe('an answer', () => {
  test.each([200, 400, 401, 404, 429, 500, 503])('with status %i is one, whatever it says', async (status) => {
    const { url } = await localServer((response) => sendJson(response, status, { é: 1 }, { 'retry-after': '7' }));
    expect(await connect(OPEN, 1).request(post(url), IN_TIME_MS)).toEqual({
      kind: 'answer',
      status,
      headers: expect.objectContaining({ 'retry-after': '7' }),
      body: '{"é":1}',
    });
  });

  test.each([301, 302, 303, 307, 308])('with status %i is not followed', async (status) => {
    const { url, seen } = await localServer((response) =>
      sendJson(response, status, {}, { location: `http://${response.req.headers.host}/elsewhere` }),
    );
    expect(await connect(OPEN, 1).request(post(url), IN_TIME_MS)).toMatchObject({ kind: 'answer', status });
    expect(seen.requests.map(({ path }) => path)).toEqual(['/']);
  });

  test('is not tried for twice', async () => {
    const { url, seen } = await localServer((response) => sendJson(response, 503, {}, { 'retry-after': '0' }));
    await connect(OPEN, 1).request(get(url), IN_TIME_MS);
    expect(seen.requests).toHaveLength(1);
  });

  test('of 64 KiB is read', async () => {
    const { url } = await localServer((response) => response.end('x'.repeat(65_536)));
    const answer = await connect(OPEN, 1).request(post(url), IN_TIME_MS);
    expect(answer.kind === 'answer' && answer.body.length).toBe(65_536);
  });

  test('is not unpacked, for it could be huge then', async () => {
    const { url } = await localServer((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end('{"not":"gzip"}');
    });
    expect(await connect(OPEN, 1).request(post(url), IN_TIME_MS)).toMatchObject({ body: '{"not":"gzip"}' });
  });
});

describe('connections', () => {
  const slowly = () =>
    localServer((response) => {
      setTimeout(() => sendJson(response, 200, {}), 20);
    });

  test('are kept alive from one request to the next', async () => {
    const { url, seen } = await slowly();
    const connection = connect(OPEN, 3);
    for (let request = 0; request < 5; request += 1) await connection.request(post(url), IN_TIME_MS);
    expect(seen.connections).toBe(1);
  });

  test('are never more than allowed, however many requests wait', async () => {
    const { url, seen } = await slowly();
    const connection = connect(OPEN, 3);
    const answers = await Promise.all(Array.from({ length: 20 }, () => connection.request(post(url), IN_TIME_MS)));
    expect(answers.map(({ kind }) => kind)).toEqual(Array(20).fill('answer'));
    expect([seen.mostOpen, seen.connections]).toEqual([3, 3]);
  });

  test('that idle are closed when asked, and then opened anew', async () => {
    const { url, seen } = await slowly();
    const connection = connect(OPEN, 3);
    await connection.request(post(url), IN_TIME_MS);
    connection.close();
    expect(await connection.request(post(url), IN_TIME_MS)).toMatchObject({ kind: 'answer' });
    expect(seen.connections).toBe(2);
  });

  test('in use are not closed: the call goes on to its end', async () => {
    const { url, seen } = await slowly();
    const connection = connect(OPEN, 3);
    const answer = connection.request(post(url), IN_TIME_MS);
    await expect.poll(() => seen.requests.length).toBe(1);
    connection.close();
    expect(await answer).toMatchObject({ kind: 'answer' });
  });
});

test('connections that have been idle for long are not used again: the other side may have given them up', async () => {
  let now = 1_000_000;
  const { url, seen } = await localServer((response) => sendJson(response, 200, {}));
  const { request } = connect(OPEN, 2, () => now);
  await request(get(url), IN_TIME_MS);
  now += 10_000;
  await request(get(url), IN_TIME_MS);
  expect(seen.connections).toBe(1);
  now += 16_000;
  expect(await request(get(url), IN_TIME_MS)).toMatchObject({ kind: 'answer' });
  expect(seen.connections).toBe(2);
});

test('a byte order mark before an answer is not part of it', async () => {
  const { url } = await localServer((response) => response.end('\uFEFF{}'));
  expect(await connect(OPEN, 1).request(get(url), IN_TIME_MS)).toMatchObject({ body: '{}' });
});
