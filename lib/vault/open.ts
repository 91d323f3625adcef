import type { SecretId } from '../message/identifier.ts';
import type { Query } from '../message/reference.ts';
import type { Answer, Listing, Unavailable } from '../outcome/outcome.ts';
import { readAnswer } from './answer.ts';
import { ask, type Token } from './ask.ts';
import type { Credentials, ReadCredentials } from './credentials.ts';
import type { Connection } from './http.ts';
import { readListAnswer } from './list-answer.ts';
import { gatewayRequestId } from './request-id.ts';
import { readTokenAnswer } from './token-answer.ts';
import { tokenRequest } from './token-request.ts';

/** What came of asking for a token. */
export type Grant =
  | { readonly kind: 'granted'; readonly token: Token }
  | { readonly kind: 'refused'; readonly reason: string; readonly sourceAddress: boolean }
  | Unavailable;

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
  /** Makes one call that lists the secrets that go by a name, without the values of any. */
  list: (
    token: Token,
    query: Query,
    timeoutMs: number,
  ) => Promise<{ answer: Listing<SecretId>; requestId: string | undefined }>;
}>;

/** A token is renewed this long before it expires, or after nine tenths of its life where that is sooner. */
const RENEWAL_MARGIN_MS = 60_000;

/** Some ten thousand entries. */
const MAX_LIST_BYTES = 2 ** 21;

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
    if (read.kind !== 'granted') {
      const id = gatewayRequestId(answer, [credentials.clientSecret]);
      return { ...read, reason: `No access token: ${read.reason}${id === undefined ? '' : `, request_id ${id}`}` };
    }
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
    // `secretapi`, never `password`: the same number names another object there.
    disable: (token, id, timeoutMs) =>
      ask(token, { method: 'POST', path: `secretapi/inactive/${id}`, read: readAnswer }, timeoutMs, now),
    // A number behind the path in place of the query would give away a value.
    list: (token, query, timeoutMs) =>
      ask(
        token,
        { method: 'GET', path: `secretapi?${query}`, maxAnswerBytes: MAX_LIST_BYTES, read: readListAnswer },
        timeoutMs,
        now,
      ),
  };
}
