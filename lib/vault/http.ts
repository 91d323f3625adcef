import { Agent as HttpAgent, type IncomingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import got from 'got';
import type { Credentials } from './credentials.ts';

/** One request to the vault. */
export type HttpRequest = Readonly<{
  method: 'GET' | 'POST';
  url: URL;
  headers?: Readonly<Record<string, string>>;
  form?: Readonly<Record<string, string>>;
  /** An answer longer than this is none. */
  maxAnswerBytes?: number;
}>;

/** A whole answer, whatever it says. */
export type HttpAnswer = Readonly<{ kind: 'answer'; status: number; headers: IncomingHttpHeaders; body: string }>;

/** Why there was none, in words that hold nothing of the request. */
export type NoAnswer = Readonly<{ kind: 'no-answer'; reason: string }>;

/** Connections that have been idle for so long are not used again, in milliseconds. */
const STALE_AFTER_MS = 15_000;

const MAX_ANSWER_BYTES = 65_536;

/** The way to one vault. */
export type Connection = Readonly<{
  /**
   * Makes one request, follows no redirect, tries nothing twice. Whatever goes wrong on the wire is a value, and so is that the
   * answer's last byte has not come in time.
   */
  request: (request: HttpRequest, timeoutMs: number) => Promise<HttpAnswer | NoAnswer>;
  /** Whether these credentials trust and show the same certificates. */
  serves: (trust: Trust) => boolean;
  /** Closes the idle connections; a call in flight goes on to its end. */
  close: () => void;
}>;

type Trust = Pick<Credentials, 'ca' | 'identity'>;

/** Opens kept-alive connections to the vault, never more than `maxSockets`, always with verified certificates. */
export function connect({ ca, identity }: Trust, maxSockets: number, now: () => number = Date.now): Connection {
  const agent = {
    http: new HttpAgent({ keepAlive: true, maxSockets }),
    https: new HttpsAgent({
      keepAlive: true,
      maxSockets,
      // Said outright, because a default could be switched off by NODE_TLS_REJECT_UNAUTHORIZED.
      rejectUnauthorized: true,
      ...(ca !== undefined && { ca }),
      ...(identity && { cert: identity.certificate, key: identity.privateKey.reveal() }),
    }),
  };
  const client = got.extend({
    agent,
    headers: { accept: 'application/json', 'user-agent': 'mysafe-kill-switch' },
    // A compressed answer could be small on the wire and huge when read.
    decompress: false,
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
  });

  const close = () => {
    const idle = [agent.http, agent.https].flatMap(({ freeSockets }) => Object.values(freeSockets));
    for (const socket of idle.flat()) socket?.destroy();
  };

  let lastUsedAt = now();
  const request: Connection['request'] = async (
    { method, url, headers, form, maxAnswerBytes = MAX_ANSWER_BYTES },
    timeoutMs,
  ) => {
    // Lambda freezes a container between two batches, and what the other side closed meanwhile shows only when used.
    if (now() - lastUsedAt > STALE_AFTER_MS) close();
    lastUsedAt = now();
    const stream = client.stream(url, {
      method,
      timeout: { request: timeoutMs },
      ...(headers && { headers }),
      ...(form ? { form } : method === 'POST' && { body: '' }),
    });
    try {
      const body = await bodyOf(stream, maxAnswerBytes);
      if (body === undefined)
        return { kind: 'no-answer', reason: `the answer was longer than ${maxAnswerBytes / 1024} KiB` };
      const { response } = stream;
      if (response === undefined) return { kind: 'no-answer', reason: 'the connection ended without an answer' };
      return {
        kind: 'answer',
        status: response.statusCode,
        headers: response.headers,
        body: new TextDecoder().decode(body),
      };
    } catch (error) {
      // Neither the error nor its message goes further: both can hold the request with its token.
      return { kind: 'no-answer', reason: inWords(error, timeoutMs) };
    }
  };

  return {
    request,
    serves: (trust) =>
      trust.ca === ca &&
      trust.identity?.certificate === identity?.certificate &&
      trust.identity?.privateKey.reveal() === identity?.privateKey.reveal(),
    close,
  };
}

/** The whole body, or `undefined` where it is too long; the stream, and its socket with it, has been destroyed then. */
function bodyOf(stream: Readable, mostBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length <= mostBytes) return;
      stream.destroy();
      resolve(undefined);
    });
    stream.on('end', () => resolve(Buffer.concat(chunks)));
    stream.on('error', reject);
    // Whatever else ends a stream; after its end this says nothing any more.
    stream.on('close', () => reject(new Error('closed before its end')));
  });
}

function inWords(error: unknown, timeoutMs: number): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ETIMEDOUT') return `no complete answer within ${Math.round(timeoutMs)} ms`;
  if (/CERT|SIGNATURE|ALTNAME/.test(code)) return `its certificate is not trusted (${code}); check "ca" and "baseUrl"`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `its name was not found (${code}); check "baseUrl"`;
  return `the connection failed (${code})`;
}
