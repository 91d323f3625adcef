import type { Access } from './access.ts';
import { INVALID_TOKEN, NO_ROUTE, UNAUTHORIZED } from './gateway.ts';
import type { Misbehaviour } from './misbehaviour.ts';
import {
  activated,
  alreadyDeactivated,
  deactivated,
  failure,
  list,
  NO_ACCESS,
  notFound,
  type Wording,
} from './my-safe.ts';
import { listed, type Names } from './names.ts';
import type { Replying } from './reply.ts';
import type { Secrets } from './secrets.ts';
import type { Call } from './seen.ts';
import { answerTokenRequest, type TokenRules } from './token-endpoint.ts';

export type Request = Readonly<{
  method: string;
  path: string;
  query: URLSearchParams;
  contentType: string;
  authorization: string | undefined;
  body: string;
}>;

export type Parts = Readonly<{
  access: Access;
  secrets: Secrets;
  names: Names;
  misbehaviour: Misbehaviour;
  tokenPath: string;
  tokenRules: TokenRules;
  /** How the gateway turns away a token that it does not know: the vendor's page names both ways. */
  refusal: 'invalid-token' | 'no-route';
  wording: Wording;
}>;

export type Answered = Readonly<{
  reply: Replying;
  kind: 'call' | 'token request' | 'other';
  identifier?: string;
  /** What went wrong that is not the state of the secret. */
  fault?: Call['fault'];
  /** What nobody may ever do. */
  violation?: string;
}>;

const TOKEN_REFUSED = { name: 'token-refused', inWords: 'the access token was refused' } as const;

const LIST = '/api/mysafe/secretapi';

const CALL = /^\/api\/mysafe\/secretapi\/(active|inactive)\/([^/]*)$/;

/** Answers a request as the gateway does, and behind it the token endpoint and the vault. */
export function answer(request: Request, parts: Parts): Answered {
  const { method, path } = request;
  const trap = trapOf(method, path);
  // As if all were well, so that only the record tells.
  if (trap !== undefined) return { kind: 'other', reply: deactivated(parts.wording), violation: trap };
  const [, action, identifier] = (method === 'POST' && CALL.exec(path)) || [];
  const isToken = path === parts.tokenPath;
  const always = parts.misbehaviour.ofAll();
  if (always !== undefined) {
    const concerned = identifier === undefined ? {} : { identifier };
    return { kind: isToken ? 'token request' : 'call', reply: always.reply, fault: always, ...concerned };
  }
  if (isToken) return answerToken(request, parts);
  if (method === 'GET' && path === LIST) return { kind: 'call', ...answerList(request, parts) };
  if (identifier === undefined) return { kind: 'other', reply: NO_ROUTE };
  return { kind: 'call', identifier, ...answerCall(request, identifier, action === 'active', parts) };
}

function trapOf(method: string, path: string): string | undefined {
  if (path.includes('/password/')) return `${method} ${path} touches a password`;
  if (path === '/redirected') return `${method} ${path} followed a redirect`;
  if (method === 'GET' && /\/secretapi\/[^/]+$/.test(path)) return `${method} ${path} reads a secret`;
  return undefined;
}

function answerToken({ method, query, body, contentType }: Request, parts: Parts): Answered {
  const fault = parts.misbehaviour.ofTokenRequest();
  if (fault !== undefined) return { kind: 'token request', reply: fault.reply, fault };
  const parameters = method === 'GET' ? query : new URLSearchParams(body);
  const reply = answerTokenRequest({ method, parameters, contentType }, parts.tokenRules, parts.access);
  return { kind: 'token request', reply };
}

function answerCall(request: Request, identifier: string, activate: boolean, parts: Parts): Omit<Answered, 'kind'> {
  const refused = refusedToken(request, parts);
  if (refused !== undefined) return refused;
  const fault = parts.misbehaviour.ofCall(identifier);
  if (fault?.revokesToken) parts.access.revoke(tokenOf(request) ?? '');
  if (fault !== undefined && !fault.tookEffect) return { reply: fault.reply, fault };
  const reply = activate ? activateSecret(identifier, parts) : deactivateSecret(identifier, parts);
  return { reply: fault?.reply ?? reply, fault };
}

function answerList(request: Request, parts: Parts): Omit<Answered, 'kind'> {
  const refused = refusedToken(request, parts);
  if (refused !== undefined) return refused;
  const seen = listed(parts.names, request.query)
    .map((identifier) => ({ identifier, state: parts.secrets.stateOf(identifier) }))
    .filter(({ state }) => state !== 'absent');
  return { reply: list(seen.map(({ identifier, state }) => ({ identifier, canWrite: state !== 'no-access' }))) };
}

const tokenOf = ({ authorization = '' }: Request): string | undefined => /^Bearer (.+)$/i.exec(authorization)?.[1];

function refusedToken(request: Request, { access, refusal }: Parts): Omit<Answered, 'kind'> | undefined {
  const token = tokenOf(request);
  if (token === undefined) return { reply: UNAUTHORIZED, fault: TOKEN_REFUSED };
  if (access.isGood(token)) return undefined;
  return { reply: refusal === 'no-route' ? NO_ROUTE : INVALID_TOKEN, fault: TOKEN_REFUSED };
}

function deactivateSecret(identifier: string, { secrets, wording }: Parts): Replying {
  const refused = refusedFor(identifier, secrets, wording);
  if (refused !== undefined) return refused;
  if (secrets.stateOf(identifier) === 'inactive') return alreadyDeactivated(wording);
  secrets.set(identifier, 'inactive');
  return deactivated(wording);
}

function activateSecret(identifier: string, { secrets, wording }: Parts): Replying {
  const refused = refusedFor(identifier, secrets, wording);
  if (refused !== undefined) return refused;
  secrets.set(identifier, 'active');
  return activated(wording);
}

function refusedFor(identifier: string, secrets: Secrets, wording: Wording): Replying | undefined {
  if (identifier === '') return failure(400, '1001: Missing parameter', 1001);
  if (!/^[0-9]+$/.test(identifier)) return failure(400, '1010: Unexpected identifier type', 1010);
  const state = secrets.stateOf(identifier);
  if (state === 'absent') return notFound(wording);
  return state === 'no-access' ? NO_ACCESS : undefined;
}
