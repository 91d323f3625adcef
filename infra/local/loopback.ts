import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** PEM. With `clientCa`, whoever connects must show a certificate of that authority. */
export type Tls = Readonly<{ key: string; cert: string; clientCa?: string }>;

export type LoopbackServer = Readonly<{
  /** `http://127.0.0.1:1234`, without a trailing slash. */
  origin: string;
  /** The most connections that were open at the same time. */
  mostSockets: () => number;
  /** How many connections there have been. */
  allSockets: () => number;
  /** Cuts every connection, answered or not. */
  stop: () => Promise<void>;
}>;

/** Listens on a free port of 127.0.0.1, where nobody but this machine can reach it. */
export async function listenOnLoopback(listener: RequestListener, tls?: Tls): Promise<LoopbackServer> {
  // Connections stay open between calls: one that is closed by the server just when it is used again looks like a fault.
  const patience = { keepAliveTimeout: 600_000, requestTimeout: 0 };
  const server = tls
    ? createSecureServer(
        {
          ...patience,
          key: tls.key,
          cert: tls.cert,
          ...(tls.clientCa !== undefined && { ca: tls.clientCa, requestCert: true, rejectUnauthorized: true }),
        },
        listener,
      )
    : createServer(patience, listener);

  const open = new Set<Socket>();
  let most = 0;
  let all = 0;
  server.on('connection', (socket: Socket) => {
    all += 1;
    open.add(socket);
    most = Math.max(most, open.size);
    socket.once('close', () => open.delete(socket));
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    mostSockets: () => most,
    allSockets: () => all,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

/** The whole body of a request, as text. */
export async function bodyOf(request: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
