import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { bodyOf, listenOnLoopback, type Tls } from '../../infra/local/loopback.ts';

export type Seen = Readonly<{ method: string; path: string; headers: IncomingMessage['headers']; body: string }>;

type Answer = (response: ServerResponse, request: Seen, socket: Socket) => void;

/** A server on 127.0.0.1 that ends with its test. It counts its connections and remembers what it was asked. */
export async function localServer(answer: Answer, tls?: Tls) {
  const requests: Seen[] = [];
  const server = await listenOnLoopback(async (request, response) => {
    const { method = '', url: path = '', headers, socket } = request;
    const asked = { method, path, headers, body: await bodyOf(request) };
    requests.push(asked);
    answer(response, asked, socket);
  }, tls);
  onTestFinished(server.stop);
  const seen = {
    requests,
    get connections() {
      return server.allSockets();
    },
    get mostOpen() {
      return server.mostSockets();
    },
  };
  return { seen, url: server.origin, port: Number(new URL(server.origin).port) };
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
