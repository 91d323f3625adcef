import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { bodyOf, listenOnLoopback, type Tls } from '../loopback.ts';
import { openAccess } from './access.ts';
import { type Chance, chance, type Profile } from './chance.ts';
import { type Misbehaviour, misbehaving, type Script } from './misbehaviour.ts';
import type { Wording } from './my-safe.ts';
import { listed, type Names, SOME_NAMES } from './names.ts';
import { send } from './reply.ts';
import { answer, type Parts } from './routes.ts';
import { keepSecrets, type SecretState } from './secrets.ts';
import { type Seen, takeNotes } from './seen.ts';

export type VaultOptions = Readonly<{
  /** What secrets are at the beginning, by identifier; those not named are active. */
  states?: Readonly<Record<string, SecretState>>;
  /** What secrets are called, by identifier; some are, where nothing is said. */
  names?: Names;
  script?: Script;
  /** What goes wrong by chance, and the seed of that chance. */
  faults?: Profile;
  seed?: number;
  /** In place of both. */
  chance?: Chance;
  /** How long every answer takes at least. */
  latencyMs?: number;
  wording?: Wording;
  refusal?: Parts['refusal'];
  tokenPath?: string;
  tokenMethod?: 'POST' | 'GET';
  tenant?: string;
  tokenLifetimeSeconds?: number;
  tls?: Tls;
}>;

/** A stand-in for the MySafe vault, with its gateway and token endpoint, on a free port of 127.0.0.1. */
export type Vault = Readonly<{
  baseUrl: string;
  /** The fields that the vault's clients need to get in, as they stand in Secrets Manager. */
  credentials: () => Readonly<Record<string, string>>;
  stateOf: (identifier: string | number) => SecretState;
  setState: (identifier: string | number, state: SecretState) => void;
  /** The identifiers that its list call gives for a query. */
  goesBy: (query: string) => readonly string[];
  seen: Seen;
  /** The most connections that were open at the same time. */
  mostSockets: () => number;
  revokeTokens: () => void;
  /** Takes a new client secret from now on; `credentials()` then has the new one. */
  rotateClientSecret: () => void;
  /** How long every answer takes at least, in milliseconds. */
  latencyMs: () => number;
  setLatency: (ms: number) => void;
  /** Every client secret and token that there has been, for looking for them where they must not be. */
  everSecret: () => readonly string[];
  stop: () => Promise<void>;
}> &
  Pick<Misbehaviour, 'always' | 'script' | 'scriptToken'>;

/** The vault's own default, in seconds. */
const TOKEN_LIFETIME_SECONDS = 3600;

export async function startVault(options: VaultOptions = {}): Promise<Vault> {
  const { tokenPath, tokenMethod, tenant, states = {} } = options;
  let { latencyMs = 0 } = options;
  const odds = options.chance ?? chance(options.faults ?? 'none', options.seed ?? 1);
  const access = openAccess(options.tokenLifetimeSeconds ?? TOKEN_LIFETIME_SECONDS);
  const secrets = keepSecrets((identifier) => states[identifier] ?? odds.stateOf(identifier));
  const misbehaviour = misbehaving(odds, options.script ?? {});
  const notes = takeNotes();
  const parts: Parts = {
    access,
    secrets,
    names: options.names ?? SOME_NAMES,
    misbehaviour,
    tokenPath: tokenPath ?? '/api/oauth2/token',
    tokenRules: { method: tokenMethod ?? 'POST', tenant },
    refusal: options.refusal ?? 'invalid-token',
    wording: options.wording ?? 'current',
  };

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const { pathname: path, searchParams: query } = new URL(url, 'http://vault');
    const note = notes.begin({ method, path });
    const end = () => notes.end(note);
    // A client that has gone away may already make its next call while the old connection is still being closed.
    request.socket.once('end', end);
    response.once('close', () => {
      request.socket.off('end', end);
      end();
    });
    const body = await bodyOf(request);
    const contentType = headers['content-type'] ?? '';
    const asked = { method, path, query, contentType, authorization: headers.authorization, body };
    const { reply: replying, kind, identifier, fault, violation } = answer(asked, parts);
    note.identifier = identifier;
    note.fault = fault && { name: fault.name, inWords: fault.inWords };
    if (violation !== undefined) notes.violation(violation);
    if (kind !== 'other') notes.file(note, kind);
    if (latencyMs > 0) await setTimeout(latencyMs);
    const requestId = randomBytes(16).toString('hex');
    const reply = replying({
      accept: headers.accept ?? '',
      authorization: headers.authorization ?? '',
      requestId,
      now: Date.now(),
    });
    note.status = 'status' in reply ? reply.status : undefined;
    // Before the client can see the answer and make its next call.
    if (reply.kind === 'whole') end();
    send(response, reply);
  }

  const server = await listenOnLoopback((request, response) => {
    // Whoever goes away in the middle of a request is not answered.
    respond(request, response).catch(() => response.destroy());
  }, options.tls);

  return {
    baseUrl: server.origin,
    credentials: () => ({
      baseUrl: server.origin,
      clientId: access.clientId,
      clientSecret: access.clientSecret(),
      ...(tokenPath !== undefined && { tokenPath }),
      ...(tokenMethod !== undefined && { tokenMethod }),
      ...(tenant !== undefined && { tenant }),
    }),
    stateOf: (identifier) => secrets.stateOf(String(identifier)),
    setState: (identifier, state) => secrets.set(String(identifier), state),
    goesBy: (query) =>
      listed(parts.names, new URLSearchParams(query)).filter((identifier) => secrets.stateOf(identifier) !== 'absent'),
    seen: notes.seen,
    mostSockets: server.mostSockets,
    revokeTokens: access.revokeAll,
    rotateClientSecret: access.rotate,
    latencyMs: () => latencyMs,
    setLatency: (ms) => {
      latencyMs = ms;
    },
    everSecret: access.everSecret,
    always: misbehaviour.always,
    script: misbehaviour.script,
    scriptToken: misbehaviour.scriptToken,
    stop: server.stop,
  };
}
