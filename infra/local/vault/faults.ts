import { fromGateway, INVALID_TOKEN, NO_ROUTE, UNAUTHORIZED } from './gateway.ts';
import { failure, fromVault } from './my-safe.ts';
import type { Answer, Replying } from './reply.ts';

type Kind = Readonly<{ inWords: string; reply: Replying; revokesToken?: true }>;

const HTML = '<html><head><title>Maintenance</title></head><body><h1>We will be back soon</h1></body></html>';

const whole =
  (status: number, type: string, body: string, more: Answer['headers'] = {}): Replying =>
  () => ({ kind: 'whole', status, headers: { 'content-type': type, ...more }, body });

const broken =
  (kind: 'half' | 'drip'): Replying =>
  () => ({ kind, status: 200, headers: { 'content-type': 'application/json' }, body: '{"code":200,"response":{"sta' });

/** Rate limits as Kong's plugin states them. @see https://developer.konghq.com/plugins/rate-limiting/ */
const rateLimited = (seconds: number, headers: (now: number) => Answer['headers']): Replying => {
  const limits = { 'ratelimit-limit': '60', 'ratelimit-remaining': '0', 'ratelimit-reset': String(seconds) };
  return (asked) => fromGateway(429, 'API rate limit exceeded', { ...limits, ...headers(asked.now) })(asked);
};

/** Rounded up, because an HTTP date has no fractions of a second. */
const httpDate = (ms: number) => new Date(Math.ceil(ms / 1000) * 1000).toUTCString();

/** Every way in which a call can go wrong that is not the state of its secret. */
const FAULTS = {
  'token-expired': { inWords: 'the access token had expired', reply: INVALID_TOKEN, revokesToken: true },
  'invalid-token': { inWords: 'HTTP 401 invalid token', reply: INVALID_TOKEN },
  unauthorized: { inWords: 'HTTP 401 Unauthorized', reply: UNAUTHORIZED },
  forbidden: { inWords: 'HTTP 403 Unauthorized', reply: fromGateway(403, 'Unauthorized') },
  'not-authorized': {
    inWords: 'HTTP 401 of the vault',
    reply: failure(401, 'You are not authorized to access this resource.'),
  },
  'not-authorized-403': {
    inWords: 'HTTP 403 of the vault',
    reply: failure(403, 'You are not authorized to access this resource.'),
  },
  'no-route': { inWords: 'HTTP 404 no Route matched', reply: NO_ROUTE },
  'address-not-allowed': {
    inWords: 'HTTP 403 IP address not allowed',
    reply: fromGateway(403, 'IP address not allowed: 127.0.0.1'),
  },
  'address-not-allowed-older': {
    inWords: 'HTTP 403 IP address not allowed',
    reply: fromGateway(403, 'Your IP address is not allowed'),
  },
  'rate-limited': {
    inWords: 'HTTP 429, wait 1 s',
    reply: rateLimited(1, () => ({ 'retry-after': '1' })),
  },
  'rate-limited-until': {
    inWords: 'HTTP 429, wait until a date',
    reply: rateLimited(2, (now) => ({ 'retry-after': httpDate(now + 1000) })),
  },
  'rate-limited-reset': { inWords: 'HTTP 429, the limit resets in 1 s', reply: rateLimited(1, () => ({})) },
  'gateway-error': { inWords: 'HTTP 500 of the gateway', reply: fromGateway(500, 'An unexpected error occurred') },
  'gateway-error-older': { inWords: 'HTTP 500 of the gateway', reply: fromGateway(500, 'An unexpected error') },
  'bad-gateway': {
    inWords: 'HTTP 502',
    reply: fromGateway(502, 'An invalid response was received from the upstream server'),
  },
  'ring-balancer': {
    inWords: 'HTTP 503 no peer',
    reply: fromGateway(503, 'failure to get a peer from the ring-balancer'),
  },
  'name-resolution': { inWords: 'HTTP 503 name resolution failed', reply: fromGateway(503, 'name resolution failed') },
  'upstream-unavailable': {
    inWords: 'HTTP 503 upstream unavailable',
    reply: fromGateway(503, 'The upstream server is currently unavailable'),
  },
  'gateway-timeout': { inWords: 'HTTP 504', reply: fromGateway(504, 'The upstream server is timing out') },
  'server-error': { inWords: 'HTTP 500 of the vault', reply: failure(500, 'Unexpected error.') },
  'unexpected-identifier': { inWords: 'MySafe 1010', reply: failure(400, '1010: Unexpected identifier type', 1010) },
  'identifier-type': { inWords: 'MySafe 1003', reply: failure(400, '1003: Identifier type', 1003) },
  'missing-parameter': { inWords: 'MySafe 1001', reply: failure(400, '1001: Missing parameter', 1001) },
  echo: {
    inWords: 'MySafe 1010, with what it was sent',
    reply: (asked) => failure(400, `1010: Unexpected identifier type (${asked.authorization})`, 1010)(asked),
  },
  'inactive-secret': { inWords: 'MySafe 1009', reply: failure(400, '1009: Inactive api secret', 1009) },
  'error-in-200': { inWords: 'HTTP 200 that says error', reply: failure(200, 'Unexpected error.') },
  'success-in-doubt': {
    inWords: 'HTTP 200 that does not say whether it worked',
    reply: fromVault(200, { code: 200, response: { status: 200 } }),
  },
  silence: { inWords: 'no answer in time', reply: () => ({ kind: 'silence' }) },
  reset: { inWords: 'the connection was reset', reply: () => ({ kind: 'reset' }) },
  half: { inWords: 'half an answer', reply: broken('half') },
  drip: { inWords: 'an answer too slow to wait for', reply: broken('drip') },
  endless: { inWords: 'an answer without end', reply: () => ({ kind: 'endless' }) },
  garbage: {
    inWords: 'an answer that is not JSON',
    reply: whole(200, 'application/json', '{"code":200,"resp\u0000nse'),
  },
  html: { inWords: 'a web page for an answer', reply: whole(200, 'text/html; charset=utf-8', HTML) },
  redirect: { inWords: 'a redirect', reply: whole(302, 'text/html', '', { location: '/redirected' }) },
  'invalid-client': {
    inWords: 'HTTP 401 invalid_client',
    reply: whole(401, 'application/json', '{"error":"invalid_client"}', { 'cache-control': 'no-store' }),
  },
} satisfies Record<string, Kind>;

export type FaultName = keyof typeof FAULTS;

/** A fault by its name, the same after the vault has done what it was asked, or an answer word for word. */
export type Scripted =
  | FaultName
  | Readonly<{ fault: FaultName; tookEffect: true }>
  | Readonly<{ answer: Partial<Answer> & { readonly status: number }; tookEffect?: boolean }>;

/** One thing that goes wrong with one call. */
export type Fault = Kind & Readonly<{ name: string; tookEffect: boolean }>;

export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[];

export function readFault(scripted: Scripted): Fault {
  if (typeof scripted === 'string') return { ...FAULTS[scripted], name: scripted, tookEffect: false };
  const { tookEffect = false } = scripted;
  if ('fault' in scripted) {
    const { inWords, ...rest } = FAULTS[scripted.fault];
    return { ...rest, inWords: `${inWords}, after the vault had disabled it`, name: scripted.fault, tookEffect };
  }
  const { status, headers = {}, body = '' } = scripted.answer;
  return { name: `HTTP ${status}`, inWords: `HTTP ${status}`, reply: whole(status, '', body, headers), tookEffect };
}
