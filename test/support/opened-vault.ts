import type { Token } from '../../lib/vault/ask.ts';
import { readCredentials } from '../../lib/vault/credentials.ts';
import { connect } from '../../lib/vault/http.ts';
import { openVault } from '../../lib/vault/open.ts';
import { mySafe } from './answers.ts';
import { localServer } from './local-server.ts';

/** What the endpoint answers; or nothing at all. */
type Scripted =
  | 'silence'
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> };

type Script = Readonly<{
  token?: Scripted;
  disable?: Scripted;
  expiresIn?: number;
  /** What comes after the host in the base URL. */
  base?: string;
  /** How often the credentials cannot be read before they can. */
  unreadable?: number;
  /** The authorities that the credentials name, one reading after the other. */
  authorities?: readonly string[];
}>;

/** So long that no call of a test needs it, in milliseconds. */
export const IN_TIME_MS = 5000;

/** A real vault client before a local server, with a clock that stands until it is moved. */
export async function openedVault({
  token,
  disable,
  expiresIn = 3600,
  base = '',
  unreadable = 0,
  authorities,
}: Script = {}) {
  let tokens = 0;
  let readings = 0;
  const time = { now: 1_000_000 };
  const signals: AbortSignal[] = [];

  const { url, seen } = await localServer((response, { path }) => {
    const granting = path.endsWith('/oauth2/token');
    if (granting) tokens += 1;
    const scripted = (granting ? token : disable) ?? {
      status: 200,
      body: granting
        ? { access_token: `token-${tokens}`, token_type: 'bearer', expires_in: expiresIn }
        : mySafe(200, 'Api secret successfully deactivated'),
    };
    if (scripted === 'silence') return;
    response.writeHead(scripted.status, scripted.headers);
    response.end(typeof scripted.body === 'string' ? scripted.body : JSON.stringify(scripted.body ?? {}));
  });

  const vault = openVault(
    async (signal) => {
      signals.push(signal);
      readings += 1;
      if (readings <= unreadable) return { kind: 'unreadable', reason: 'no such secret' };
      const ca = authorities?.[readings - 1];
      return readCredentials(
        'id',
        JSON.stringify({ baseUrl: `${url}${base}`, clientId: 'c', clientSecret: 'hunter2', ca }),
      );
    },
    { connect: (credentials) => connect(credentials, 2), now: () => time.now },
  );
  /** Reads the credentials and asks for a token. */
  async function askForToken(timeoutMs = IN_TIME_MS, signal = new AbortController().signal) {
    const reading = await vault.readCredentials(signal);
    return reading.kind === 'read' ? reading.requestToken(timeoutMs) : reading;
  }

  /** Asks for a token, which is expected to be granted. */
  async function tokenOf(): Promise<Token> {
    const grant = await askForToken();
    if (grant.kind !== 'granted') throw new Error(grant.reason);
    return grant.token;
  }
  return {
    vault,
    askForToken,
    tokenOf,
    time,
    signals,
    seen,
    requests: seen.requests,
    readings: () => readings,
  };
}
