import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { connect } from '../../../lib/vault/http.ts';

const TIMEOUT_MS = 1000;

/** A server that answers at once and reads nothing more, so that a long request is answered before it has been sent; then it breaks off. */
async function hastyServer(): Promise<URL> {
  const server = createServer((socket) => {
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => {});
    socket.once('data', () => {
      socket.pause();
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
      setTimeout(TIMEOUT_MS / 2).then(() => socket.resetAndDestroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

test('neither a broken connection nor a time-out after an answer harms anybody, though the answer came before the request was sent', async () => {
  const uncaught: unknown[] = [];
  const others = process.rawListeners('uncaughtException') as NodeJS.UncaughtExceptionListener[];
  process.removeAllListeners('uncaughtException').on('uncaughtException', (error) => void uncaught.push(error));
  onTestFinished(() => {
    process.removeAllListeners('uncaughtException');
    for (const other of others) process.on('uncaughtException', other);
  });
  const request = {
    method: 'POST',
    url: await hastyServer(),
    form: { client_secret: 'x'.repeat(20_000_000) },
  } as const;
  const answer = await connect({ ca: undefined, identity: undefined }, 1).request(request, TIMEOUT_MS);
  expect(answer).toMatchObject({ kind: 'answer', body: '{}' });
  await setTimeout(TIMEOUT_MS + 100);
  expect(uncaught).toEqual([]);
});
