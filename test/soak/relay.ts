import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type Relay = Readonly<{
  /** `http://127.0.0.1:1234`, to be used in place of the server's. */
  origin: string;
  /** Cuts every connection. */
  stop: () => Promise<void>;
}>;

/**
 * Stands in the wire to a server, on a free port of 127.0.0.1. For each connection to it there is one to the server; what
 * goes from one to the other is left to `join`. The connection to the server ends with that of the client.
 */
export async function startRelay(server: string, join: (client: Socket, server: Socket) => void): Promise<Relay> {
  const { hostname, port } = new URL(server);
  const open = new Set<Socket>();
  const relay = createServer((client) => {
    const far = connect(Number(port), hostname);
    for (const socket of [client, far]) {
      open.add(socket);
      // What went wrong shows as the end of the connection; that is all that the other side would see of it.
      socket.on('error', () => {});
      socket.once('close', () => open.delete(socket));
    }
    client.once('close', () => far.destroy());
    join(client, far);
  });
  await new Promise<void>((resolve, reject) => {
    relay.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = relay.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        relay.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
