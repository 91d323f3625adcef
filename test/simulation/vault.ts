import type { SecretState } from '../../infra/local/vault/secrets.ts';
import type { Connection, HttpAnswer, HttpRequest, NoAnswer } from '../../lib/vault/http.ts';
import { answer, mySafe } from '../support/answers.ts';
import type { World } from '../support/world.ts';
import type { Chance } from './chance.ts';
import { TAGS } from './names.ts';
import type { RestraintWatch } from './restraint.ts';

/** When everything goes wrong: from one time to another. */
export type Outage = Readonly<{ from: number; to: number; kind: 'unavailable' | 'silent' | 'throttling' | 'refusing' }>;

export type VaultOptions = Readonly<{
  states: ReadonlyMap<number, SecretState>;
  /** The share of calls that meet a fault of their own. */
  faults: number;
  outages: readonly Outage[];
  tokenLifetimeSeconds: number;
}>;

export type Vault = Readonly<{
  states: ReadonlyMap<number, SecretState>;
  clientSecret: () => string;
  rotate: () => void;
  revokeTokens: () => void;
  /** How one container reaches the vault. */
  connection: (watch: Watch) => Connection;
}>;

/** What is told of a container's calls, as they are made and answered. */
export type Watch = Readonly<{
  restraint: RestraintWatch;
  isAlive: () => boolean;
  /** `undefined` for an id: it was asked what goes by a name. */
  called: (id: number | undefined, timeoutMs: number) => void;
  answered: (id: number | undefined, answer: string) => void;
  tokenRequested: (timeoutMs: number) => void;
}>;

const gateway = (status: number, message: string, headers = {}): HttpAnswer => answer(status, { message }, headers);

const FAULTS: readonly HttpAnswer[] = [
  gateway(500, 'An unexpected error occurred'),
  gateway(502, 'An invalid response was received from the upstream server'),
  gateway(503, 'failure to get a peer from the ring-balancer'),
  gateway(503, 'name resolution failed'),
  gateway(503, 'The upstream server is currently unavailable'),
  gateway(504, 'The upstream server is timing out'),
  gateway(429, 'API rate limit exceeded', { 'retry-after': '2' }),
  answer(500, mySafe(500, 'Unexpected error.', 1)),
  answer(200, '<html>maintenance</html>'),
  answer(302, '', { location: 'https://elsewhere' }),
  answer(200, { code: 200, response: { status: 200 } }),
];

const NO_ROUTE = gateway(404, 'no Route matched with those values');

/** The vault with its gateway and token endpoint: every answer that it is known to give, at any time, in any order. */
export function createVault(world: World, chance: Chance, options: VaultOptions): Vault {
  const states = new Map(options.states);
  const tokens = new Map<string, number>();
  let secret = 1;

  const outageNow = () => options.outages.find(({ from, to }) => from <= world.now() && world.now() < to)?.kind;

  function disable(id: number): HttpAnswer {
    switch (states.get(id) ?? 'active') {
      case 'active':
        states.set(id, 'inactive');
        return answer(200, mySafe(200, 'Api secret successfully deactivated'));
      case 'inactive':
        return answer(200, mySafe(200, 'Api secret has already been deactivated'));
      case 'absent':
        return answer(400, mySafe(400, '1005: Api secret not found', 1005));
      case 'no-access':
        return answer(400, mySafe(400, '1006: User does not have access', 1006));
    }
  }

  function grant(form: Readonly<Record<string, string>> | undefined): HttpAnswer {
    if (form?.['client_secret'] !== `secret-${secret}`) return answer(401, { error: 'invalid_client' });
    const token = `token-${tokens.size + 1}`;
    tokens.set(token, world.now() + options.tokenLifetimeSeconds * 1000);
    return answer(200, { access_token: token, token_type: 'bearer', expires_in: options.tokenLifetimeSeconds });
  }

  /** What is answered, or `undefined` where nothing ever is; the vault may have done what it was asked either way. */
  function answered({ url, headers, form }: HttpRequest): HttpAnswer | undefined {
    const outage = outageNow();
    if (outage === 'unavailable') return chance.oneOf(FAULTS);
    if (outage === 'throttling' && chance.happens(0.8))
      return gateway(429, 'API rate limit exceeded', { 'retry-after': '30' });
    if (outage === 'refusing') return chance.oneOf([NO_ROUTE, gateway(403, 'IP address not allowed: 10.0.0.1')]);
    if (outage === 'silent') return undefined;
    if (form !== undefined) return chance.happens(options.faults / 2) ? chance.oneOf(FAULTS.slice(0, 8)) : grant(form);
    const token = headers?.['authorization']?.replace('Bearer ', '') ?? '';
    if ((tokens.get(token) ?? 0) <= world.now()) return chance.oneOf([NO_ROUTE, gateway(401, 'invalid token')]);
    const id = secretIn(url);
    if (!chance.happens(options.faults)) return id === undefined ? list(url.searchParams) : disable(id);
    if (chance.happens(0.4) && id !== undefined) disable(id);
    return chance.happens(0.3) ? undefined : chance.oneOf(FAULTS);
  }

  async function exchange(request: HttpRequest, timeoutMs: number, watch: Watch): Promise<HttpAnswer | NoAnswer> {
    const takesMs = chance.happens(0.02) ? chance.whole(500, 20_000) : chance.whole(5, 200);
    const { promise, resolve } = Promise.withResolvers<HttpAnswer | NoAnswer>();
    const end = (given: HttpAnswer | NoAnswer) => {
      if (watch.isAlive()) resolve(given);
    };
    const cut = () => end({ kind: 'no-answer', reason: 'no complete answer in time' });
    world.at(world.now() + timeoutMs, cut);
    // The request arrives, whatever becomes of whoever sent it.
    world.at(world.now() + takesMs / 2, () => {
      const given = answered(request);
      world.at(world.now() + takesMs / 2, () => {
        if (given !== undefined) end(given);
      });
    });
    return promise;
  }

  return {
    states,
    clientSecret: () => `secret-${secret}`,
    rotate: () => {
      secret += 1;
      tokens.clear();
    },
    revokeTokens: () => tokens.clear(),
    connection: (watch) => ({
      request: async (request, timeoutMs) => {
        const isCall = request.form === undefined;
        const id = secretIn(request.url);
        if (isCall) watch.called(id, timeoutMs);
        else watch.tokenRequested(timeoutMs);
        watch.restraint.begins();
        const answered = await exchange(request, timeoutMs, watch);
        watch.restraint.ends(answered);
        const words =
          answered.kind === 'answer' ? `${answered.status} ${answered.body.slice(0, 120)}` : answered.reason;
        if (isCall) watch.answered(id, words);
        return answered;
      },
      serves: () => true,
      close: () => {},
    }),
  };
}

const secretIn = ({ pathname }: URL): number | undefined =>
  pathname.includes('/inactive/') ? Number(pathname.split('/').at(-1)) : undefined;

const list = (query: URLSearchParams): HttpAnswer =>
  answer(200, {
    ...mySafe(200, ''),
    api_secret_on_list: (TAGS[query.get('tag') ?? ''] ?? []).map((id) => ({ identifier: String(id), can_write: true })),
  });
