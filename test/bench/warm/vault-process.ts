import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { deactivated, notFound } from '../../../infra/local/vault/my-safe.ts';
import type { Replying } from '../../../infra/local/vault/reply.ts';

// A vault that costs as little as it can and answers every call after one fixed latency; in a process of its own, so that
// what it needs is nobody else's.

/** What it is told: how long answers take from now on, in milliseconds, and what they say. */
export type Told = Readonly<{ latencyMs: number; secrets: 'active' | 'absent' }>;

const GRANT = { access_token: 'a'.repeat(40), token_type: 'bearer', expires_in: 3600 };

const ASKED = { accept: 'application/json', authorization: '', requestId: '0123456789abcdef0123456789abcdef', now: 0 };

/** What the simulated vault would answer, ready to be sent. */
function written(replying: Replying): Buffer {
  const reply = replying(ASKED);
  if (reply.kind !== 'whole') throw new Error(`A reply of kind ${reply.kind} is none that can be written in advance`);
  const { status, headers, body } = reply;
  const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body) }).map((pair) =>
    pair.join(': '),
  );
  return Buffer.from(`HTTP/1.1 ${status} OK\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}

const granted = written(() => ({ kind: 'whole', status: 200, headers: {}, body: JSON.stringify(GRANT) }));
const answers = { active: written(deactivated('current')), absent: written(notFound('current')) };

let told: Told = { latencyMs: 0, secrets: 'active' };

process.on('message', (message: Told) => {
  told = message;
  process.send?.('told');
});
process.on('disconnect', () => process.exit());
process.on('SIGINT', () => {});

/** Timers are late by up to a millisecond, and by more the shorter they are. */
const TIMER_IS_LATE_MS = 2;

const waiting: { readonly dueAt: number; readonly socket: Socket }[] = [];
let looking = false;

/** Answers whatever is due, as often as there is a turn of the event loop, until nothing is due soon. */
function look(): void {
  const now = performance.now();
  while (waiting[0] !== undefined && waiting[0].dueAt <= now) waiting.shift()?.socket.write(answers[told.secrets]);
  const next = waiting[0];
  looking = next !== undefined;
  if (next === undefined) return;
  if (next.dueAt - now > TIMER_IS_LATE_MS) setTimeout(look, next.dueAt - now - TIMER_IS_LATE_MS);
  else setImmediate(look);
}

/** Reads no more of a request than that it is one: its head comes in one piece, and the body of a call is empty. */
function serve(socket: Socket): void {
  socket.setNoDelay(true);
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    if (!chunk.includes(' HTTP/1.1\r\n')) return;
    if (chunk.includes('/oauth2/token')) {
      socket.write(granted);
      return;
    }
    waiting.push({ dueAt: performance.now() + told.latencyMs, socket });
    if (!looking) look();
  });
}

const server = createServer(serve).listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
