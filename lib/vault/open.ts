import type { SecretId } from '../message/identifier.ts';
import type { Answer } from '../outcome/outcome.ts';
import type { Sensitive } from '../sensitive.ts';
import { readAnswer } from './answer.ts';
import type { Credentials, ReadCredentials } from './credentials.ts';
import type { Connection, HttpAnswer } from './http.ts';
import { readObject } from './json.ts';
import { redact } from './redact.ts';
import { readTokenAnswer } from './token-answer.ts';
import { tokenRequest } from './token-request.ts';

/** An access token, with the way in that it was granted for. */
export type Token = Readonly<{ accessToken: Sensitive; credentials: Credentials; connection: Connection }>;

/** What came of asking for a token. */
export type Grant =
  | { readonly kind: 'granted'; readonly token: Token }
  | { readonly kind: 'refused'; readonly reason: string; readonly sourceAddress: boolean }
  | { readonly kind: 'unavailable'; readonly reason: string; readonly retryAfterMs?: number };

/** What came of reading the credentials that a token is asked for with. */
export type Reading =
  | { readonly kind: 'read'; readonly requestToken: (timeoutMs: number) => Promise<Grant> }
  | Exclude<ReadCredentials, { kind: 'credentials' }>
  | { readonly kind: 'unavailable'; readonly reason: string };

/** One vault, for as long as the container lives: its credentials, connections and token are kept. */
export type Vault = Readonly<{
  /** The kept token, unless it is about to expire. */
  keptToken: () => Token | undefined;
  /**
   * Gives the way to make one token request, which keeps the token: with the kept credentials, or else with those in
   * Secrets Manager. A step of its own, since it takes its own time, and the vault hears nothing of it.
   */
  readCredentials: (signal: AbortSignal) => Promise<Reading>;
  discardToken: (token: Token) => void;
  /** Makes the next reading ask Secrets Manager again. */
  forgetCredentials: () => void;
  /** Makes one call that disables a secret. */
  disable: (
    token: Token,
    id: SecretId,
    timeoutMs: number,
  ) => Promise<{ answer: Answer; requestId: string | undefined }>;
}>;

/** A token is renewed this long before it expires, or after nine tenths of its life where that is sooner. */
const RENEWAL_MARGIN_MS = 60_000;

/**
 * Opens nothing yet: credentials are read and connections made when they are first needed. `now` is in milliseconds since
 * the epoch.
 */
export function openVault(
  fetchCredentials: (signal: AbortSignal) => Promise<ReadCredentials | Extract<Reading, { kind: 'unavailable' }>>,
  { connect, now }: { readonly connect: (credentials: Credentials) => Connection; readonly now: () => number },
): Vault {
  let credentials: Credentials | undefined;
  let connection: Connection | undefined;
  let kept: { readonly token: Token; readonly renewAt: number } | undefined;

  async function requestToken(credentials: Credentials, timeoutMs: number): Promise<Grant> {
    // A rotated client secret needs no new connections; another CA or certificate does.
    if (!connection?.serves(credentials)) {
      connection?.close();
      connection = connect(credentials);
    }
    const answer = await connection.request(tokenRequest(credentials), timeoutMs);
    if (answer.kind === 'no-answer') return { kind: 'unavailable', reason: `No access token: ${answer.reason}` };
    const read = readTokenAnswer(answer, now());
    if (read.kind !== 'granted') return { ...read, reason: `No access token: ${read.reason}` };
    const token = { accessToken: read.accessToken, credentials, connection };
    kept = { token, renewAt: now() + read.lifetimeMs - Math.min(RENEWAL_MARGIN_MS, read.lifetimeMs / 10) };
    return { kind: 'granted', token };
  }

  return {
    keptToken: () => (kept !== undefined && now() < kept.renewAt ? kept.token : undefined),
    readCredentials: async (signal) => {
      if (credentials === undefined) {
        const read = await fetchCredentials(signal);
        if (read.kind !== 'credentials') return read;
        credentials = read.credentials;
      }
      const known = credentials;
      return { kind: 'read', requestToken: (timeoutMs) => requestToken(known, timeoutMs) };
    },
    discardToken: (token) => {
      if (kept?.token === token) kept = undefined;
    },
    forgetCredentials: () => {
      credentials = undefined;
      kept = undefined;
    },
    disable: (token, id, timeoutMs) => disable(token, id, timeoutMs, now),
  };
}

async function disable(
  { accessToken, credentials, connection }: Token,
  id: SecretId,
  timeoutMs: number,
  now: () => number,
) {
  const answer = await connection.request(
    {
      method: 'POST',
      // `secretapi`, never `password`: the same number names another object there.
      url: new URL(`${credentials.baseUrl}/api/mysafe/secretapi/inactive/${id}`),
      headers: { authorization: `Bearer ${accessToken.reveal()}` },
    },
    timeoutMs,
  );
  if (answer.kind === 'no-answer') {
    const reason = `The vault gave no usable answer: ${answer.reason}`;
    return { answer: { kind: 'unavailable' as const, reason }, requestId: undefined };
  }
  const secrets = [accessToken, credentials.clientSecret];
  return { answer: redacted(readAnswer(answer, now()), secrets), requestId: gatewayRequestId(answer, secrets) };
}

function redacted(answer: Answer, secrets: readonly Sensitive[]): Answer {
  if ('said' in answer) return { ...answer, said: redact(answer.said, secrets) };
  if ('reason' in answer) return { ...answer, reason: redact(answer.reason, secrets) };
  return answer;
}

/** Kong's id of the request: in the body of its own answers, in a header of those that it passes on. */
function gatewayRequestId({ headers, body }: HttpAnswer, secrets: readonly Sensitive[]): string | undefined {
  const id = readObject(body)['request_id'] ?? headers['x-kong-request-id'];
  return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) && redact(id, secrets) === id ? id : undefined;
}
