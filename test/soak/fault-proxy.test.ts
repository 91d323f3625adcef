import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { localServer } from '../support/local-server.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { WIRE_FAULTS, type WireFault } from './wire.ts';

const ANSWER = '{"code":200,"response":{"status":200,"error":false}}';

/** A vault that answers with this status, behind a proxy that does this to the second request for a path. */
async function broken(fault: WireFault, status = 200) {
  const { url, seen } = await localServer((response) => response.writeHead(status).end(ANSWER));
  const proxy = await startFaultProxy(url, (_, call) => (call === 2 ? fault : undefined));
  onTestFinished(proxy.stop);
  return { proxy, seen };
}

/** What comes back for a request, byte for byte, until the connection ends or there is as much as that. */
async function asked(origin: string, most = 100_000) {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let error: string | undefined;
  let bytes = '';
  socket.on('error', ({ message }) => {
    error = message;
  });
  socket.on('data', (chunk) => {
    bytes += chunk.toString('latin1');
    if (bytes.length >= most) socket.destroy();
  });
  socket.write('POST /inactive/5 HTTP/1.1\r\nhost: vault\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  await new Promise((resolve) => socket.once('close', resolve));
  return { bytes, error };
}

test('a request that meets no fault is answered word for word', async () => {
  const { proxy } = await broken('garbage for an answer');
  const { bytes, error } = await asked(proxy.origin);
  expect(error).toBeUndefined();
  expect(bytes).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(bytes).toContain(ANSWER);
  expect([...proxy.met]).toEqual([]);
});

test.each<[WireFault, number, (answer: { bytes: string; error: string | undefined }, whole: string) => void]>([
  ['reset before the request', 1, ({ bytes, error }) => expect([bytes, error]).toEqual(['', 'read ECONNRESET'])],
  ['reset after the request', 2, ({ bytes, error }) => expect([bytes, error]).toEqual(['', 'read ECONNRESET'])],
  [
    'half an answer',
    2,
    ({ bytes, error }, whole) => {
      expect(error).toBeUndefined();
      expect(whole.startsWith(bytes)).toBe(true);
      expect(bytes.length).toBe(Math.floor(whole.length / 2));
    },
  ],
  ['garbage for an answer', 2, ({ bytes }) => expect(bytes.startsWith('\x15\x03\x03')).toBe(true)],
  ['an answer without end', 2, ({ bytes }) => expect(bytes.length).toBeGreaterThanOrEqual(100_000)],
])('%s: the vault has got %d of 2 requests', async (fault, passedOn, expected) => {
  const { proxy, seen } = await broken(fault);
  const { bytes: whole } = await asked(proxy.origin);
  expected(await asked(proxy.origin), whole);
  expect(seen.requests).toHaveLength(passedOn);
  expect([...proxy.met]).toEqual([[fault, 1]]);
  expect(proxy.requests()).toBe(2);
});

test('an answer that drips is the right one, a byte at a time', async () => {
  const { proxy, seen } = await broken('an answer that drips');
  const { bytes: whole } = await asked(proxy.origin);
  const startedAt = performance.now();
  const { bytes } = await asked(proxy.origin, 10);
  expect(performance.now() - startedAt).toBeGreaterThan(400);
  expect(whole.startsWith(bytes)).toBe(true);
  expect(seen.requests).toHaveLength(2);
});

test.each(WIRE_FAULTS.slice(1))('a fault of the vault is not covered by %s', async (fault) => {
  const { proxy } = await broken(fault, 503);
  await asked(proxy.origin);
  const { bytes } = await asked(proxy.origin);
  expect(bytes).toMatch(/^HTTP\/1\.1 503 .*\}/s);
  expect([...proxy.met]).toEqual([]);
});
