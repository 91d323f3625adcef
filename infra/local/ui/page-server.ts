import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Consumer } from '../consumer.ts';
import { listenOnLoopback } from '../loopback.ts';
import type { Vault } from '../vault/vault.ts';
import { openControls } from './controls.ts';
import { readFiles } from './files.ts';
import { PROTECTION, refusalOf } from './guard.ts';
import { readOrder } from './orders.ts';
import { tell } from './stream.ts';
import { watch } from './watch.ts';

/** An order is a few fields of a form. */
const MOST_BYTES = 16_384;

/** The web page of a running stack, on a free port of 127.0.0.1. */
export type PageServer = Readonly<{ url: string; [Symbol.asyncDispose]: () => Promise<void> }>;

export async function servePage(consumer: Consumer, vault: Vault): Promise<PageServer> {
  const files = await readFiles();
  const controls = openControls(consumer, vault);
  const look = watch(consumer, vault, controls);

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const end = (status: number, text: string) =>
      response.writeHead(status, { ...PROTECTION, 'content-type': 'text/plain; charset=utf-8' }).end(text);
    const refusal = refusalOf({ method, headers }, server.origin);
    if (refusal !== undefined) return void end(403, refusal);

    if (method === 'POST' && url === '/orders') {
      const body = await bodyUpTo(request, MOST_BYTES);
      if (body === undefined) return void end(413, `At most ${MOST_BYTES} bytes.`);
      const read = readOrder(body);
      if (read.kind === 'wrong') return void end(400, read.reason);
      await controls.carryOut(read.order);
      return void response.writeHead(204, PROTECTION).end();
    }
    if (method !== 'GET') return void end(405, 'Not here.');
    if (url === '/events') return tell(look, response, PROTECTION);
    const file = files.get(url);
    if (file === undefined) return void end(404, 'There is no such page.');
    response.writeHead(200, { ...PROTECTION, 'content-type': file.type }).end(file.content);
  }

  const server = await listenOnLoopback((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  return { url: `${server.origin}/`, [Symbol.asyncDispose]: server.stop };
}

async function bodyUpTo(request: AsyncIterable<Buffer>, most: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
