import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connect } from '../../../lib/vault/http.ts';
import { localServer } from '../../support/local-server.ts';

const OPEN = { ca: undefined, identity: undefined };

const TOKEN = 'very-secret-token';

/** Posts with a token and gives all that comes back as text, too, to see that the token is not in it. */
async function requesting(url: string, timeoutMs = 5000) {
  const request = { method: 'POST', url: new URL(url), headers: { authorization: `Bearer ${TOKEN}` } } as const;
  const answer = await connect(OPEN, 1).request(request, timeoutMs);
  expect(JSON.stringify(answer)).not.toContain(TOKEN);
  return answer;
}

/** A server that answers every connection with these bytes and, if asked, ends it. */
async function rawServer(bytes: string, end: boolean): Promise<string> {
  const server = createServer((socket) => {
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => {});
    socket.once('data', () => (end ? socket.end(bytes) : socket.write(bytes)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const NO_ANSWER = { kind: 'no-answer', reason: expect.any(String) };

test.each([
  ['half a body', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"response":'],
  ['half a chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n10\r\n{"a"'],
  ['half a head', 'HTTP/1.1 200 OK\r\ncontent-le'],
  ['garbage', 'SSH-2.0-OpenSSH_9.9\r\n'],
  ['a head that contradicts itself', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
  ['nothing', ''],
])('%s is no answer', async (_, bytes) => {
  expect(await requesting(await rawServer(bytes, true))).toEqual(NO_ANSWER);
});

test('a connection that is refused is no answer', async () => {
  expect(await requesting('http://127.0.0.1:1')).toEqual({
    kind: 'no-answer',
    reason: 'the connection failed (ECONNREFUSED)',
  });
});

test('a name that is not found is no answer, and says what to check', async () => {
  expect(await requesting('http://vault.invalid')).toEqual({
    kind: 'no-answer',
    reason: expect.stringMatching(/^its name was not found \((ENOTFOUND|EAI_AGAIN)\); check "baseUrl"$/),
  });
});

describe('longer than 64 KiB', () => {
  const TOO_LONG = { kind: 'no-answer', reason: 'the answer was longer than 64 KiB' };

  test('is no answer', async () => {
    const { url } = await localServer((response) => response.end('x'.repeat(65_537)));
    expect(await requesting(url)).toEqual(TOO_LONG);
  });

  test('is not read any further, even if it never ends', async () => {
    let sent = 0;
    const { url } = await localServer((response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000))) sent += 10_000;
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    expect(await requesting(url)).toEqual(TOO_LONG);
    expect(sent).toBeLessThan(20_000_000);
  });
});

describe('the time-out', () => {
  const TOO_SLOW = { kind: 'no-answer', reason: 'no complete answer within 150 ms' };

  /** How long a promise took, as well as what came of it. */
  async function timed<Result>(promise: Promise<Result>) {
    const startedAt = performance.now();
    return { result: await promise, tookMs: performance.now() - startedAt };
  }

  test('ends a call that is never answered', async () => {
    const { url } = await localServer(() => {});
    const { result, tookMs } = await timed(requesting(url, 150));
    expect(result).toEqual(TOO_SLOW);
    expect(tookMs).toBeGreaterThan(140);
    expect(tookMs).toBeLessThan(2000);
  });

  test('counts to the last byte: a slow drip is no answer', async () => {
    const { url } = await localServer((response) => {
      const drip = setInterval(() => response.write(' '), 20);
      response.once('close', () => clearInterval(drip));
    });
    const { result, tookMs } = await timed(requesting(url, 150));
    expect(result).toEqual(TOO_SLOW);
    expect(tookMs).toBeLessThan(2000);
  });

  test('counts while a slow head comes', async () => {
    const { result, tookMs } = await timed(requesting(await rawServer('HTTP/1.1 200 OK\r\nx-a: ', false), 150));
    expect(result).toEqual(TOO_SLOW);
    expect(tookMs).toBeLessThan(2000);
  });

  test('leaves the next call a working connection', async () => {
    let answers = 0;
    const { url } = await localServer((response) => {
      answers += 1;
      if (answers > 1) response.end('{}');
    });
    const connection = connect(OPEN, 1);
    const request = { method: 'POST', url: new URL(url) } as const;
    expect(await connection.request(request, 150)).toEqual(TOO_SLOW);
    expect(await connection.request(request, 5000)).toMatchObject({ kind: 'answer' });
  });
});
