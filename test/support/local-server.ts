import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export type Seen = Readonly<{ method: string; path: string; headers: IncomingMessage['headers']; body: string }>;

type Answer = (response: ServerResponse, request: Seen, socket: Socket) => void;

/** A server on 127.0.0.1 that ends with its test. It counts its connections and remembers what it was asked. */
export async function localServer(answer: Answer, tls?: ServerOptions) {
  const requests: Seen[] = [];
  const open = new Set<Socket>();
  const seen = { connections: 0, mostOpen: 0, requests };
  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url: path = '', headers, socket } = request;
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const asked = { method, path, headers, body };
    requests.push(asked);
    answer(response, asked, socket);
  };
  const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
  server.on('connection', (socket: Socket) => {
    seen.connections += 1;
    open.add(socket);
    seen.mostOpen = Math.max(seen.mostOpen, open.size);
    socket.once('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of open) socket.destroy();
    await closed;
  });
  const { port } = server.address() as AddressInfo;
  return { seen, url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`, port };
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
