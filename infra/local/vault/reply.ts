import type { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

export type Headers = Readonly<Record<string, string>>;

export type Answer = Readonly<{ status: number; headers: Headers; body: string }>;

/** What goes back over the wire: an answer, or one of the ways in which there is none. */
export type Reply =
  | ({ readonly kind: 'whole' } & Answer)
  /** Says that it is longer than what comes before the connection ends. */
  | ({ readonly kind: 'half' } & Answer)
  /** Comes a byte at a time, so slowly that nobody waits for its end. */
  | ({ readonly kind: 'drip' } & Answer)
  /** Never ends. */
  | { readonly kind: 'endless' }
  /** The request is read, and that is all. */
  | { readonly kind: 'silence' }
  | { readonly kind: 'reset' };

/** What an answer may depend on. */
export type Asked = Readonly<{ accept: string; authorization: string; requestId: string; now: number }>;

export type Replying = (asked: Asked) => Reply;

/** Between two bytes of a `drip`, in milliseconds. */
const DRIP_MS = 100;

export function send(response: ServerResponse, reply: Reply): void {
  switch (reply.kind) {
    case 'whole':
      response.writeHead(reply.status, reply.headers).end(reply.body);
      return;
    case 'half':
      response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) });
      response.write(reply.body.slice(0, reply.body.length / 2), () => response.destroy());
      return;
    case 'drip':
      response.writeHead(reply.status, reply.headers);
      drip(response, reply.body);
      return;
    case 'endless':
      response.writeHead(200, { 'content-type': 'application/json' });
      pour(response);
      return;
    case 'silence':
      return;
    case 'reset':
      reset(response.socket);
      return;
  }
}

function drip(response: ServerResponse, body: string): void {
  let sent = 0;
  const timer = setInterval(() => {
    response.write(body[sent % body.length]);
    sent += 1;
  }, DRIP_MS);
  response.once('close', () => clearInterval(timer));
}

function pour(response: ServerResponse): void {
  const chunk = ' '.repeat(16_384);
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}

function reset(socket: Socket | null): void {
  // Only a plain TCP connection can send a RST; one with TLS just ends.
  if (socket instanceof Socket && !(socket instanceof TLSSocket)) socket.resetAndDestroy();
  else socket?.destroy();
}
