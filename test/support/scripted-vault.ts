import type { Grant, Reading, Vault } from '../../lib/disable/ports.ts';
import type { SecretId } from '../../lib/message/identifier.ts';
import type { Query } from '../../lib/message/reference.ts';
import type { Answer, Listing } from '../../lib/outcome/outcome.ts';
import type { VirtualTime } from './virtual-time.ts';

/** `A` is the first token that was ever granted, `B` the second. */
export type Token = Readonly<{ name: string }>;

export type Call = Readonly<{
  id: SecretId;
  token: string;
  /** Which call for this secret it is, from 1. */
  attempt: number;
  at: number;
  endedAt: number;
  timeoutMs: number;
}>;

export type Asked = Pick<Call, 'id' | 'token' | 'attempt' | 'at'>;

/** What `overruns` takes no notice of its time-out. */
type Timing = { readonly tookMs?: number | undefined; readonly overruns?: boolean | undefined };

type ScriptedGrant = (Exclude<Grant<Token>, { kind: 'granted' }> | typeof TOKEN) & Timing;

export type Script = Readonly<{
  /** What the vault answers to a call; by default it disables the secret in 50 ms. */
  disable?: (asked: Asked) => Answer & Timing;
  /** What becomes of the nth token request, from 1; by default a token, in 50 ms. */
  grant?: (request: number) => ScriptedGrant;
  /** Why the credentials cannot be read; by default they can. */
  unreadable?: Exclude<Reading<Token>, { kind: 'read' }>;
  /** How long reading the credentials takes; by default no time. */
  readingMs?: number;
  /** What the vault lists for a name; by default nothing, in 50 ms. */
  list?: (query: Query) => Listing<SecretId> & Timing;
  /** Whether a token is there from the start. */
  warm?: boolean;
  /** How long a token is kept. */
  lifetimeMs?: number;
}>;

const NOTHING_LISTED: Listing<SecretId> = { kind: 'listed', secrets: [] };

export const DISABLED: Answer = { kind: 'disabled' };
export const REFUSED = { kind: 'refused', reason: 'HTTP 401 Unauthorized', sourceAddress: false } as const;
export const UNAVAILABLE = { kind: 'unavailable', reason: 'HTTP 503: the vault is busy' } as const;
export const TOKEN = { kind: 'token' } as const;
export const TOKEN_REFUSED = { kind: 'refused', reason: 'invalid_client', sourceAddress: false } as const;

/** A vault that does what the script says, takes its time by the virtual clock, and remembers everything. */
export function scriptedVault(
  time: VirtualTime,
  { disable, list, grant, unreadable, readingMs = 0, warm = true, lifetimeMs = 3_600_000 }: Script = {},
) {
  const calls: Call[] = [];
  const lists: Query[] = [];
  const requests: { readonly at: number; readonly timeoutMs: number }[] = [];
  const attempts = new Map<SecretId, number>();
  let granted = 0;
  let kept: { readonly token: Token; readonly until: number } | undefined;
  let inFlight = 0;
  let asking = 0;
  const seen = { mostInFlight: 0, mostRequests: 0, readings: 0 };

  function keep(): Token {
    const token = { name: String.fromCharCode(65 + granted) };
    granted += 1;
    kept = { token, until: time.now() + lifetimeMs };
    return token;
  }
  if (warm) keep();

  async function within<Result>(result: Result, { tookMs = 50, overruns = false }: Timing, timeoutMs: number) {
    await time.sleep(overruns ? tookMs : Math.min(tookMs, timeoutMs));
    return overruns || tookMs <= timeoutMs ? result : UNAVAILABLE;
  }

  async function requestToken(timeoutMs: number): Promise<Grant<Token>> {
    requests.push({ at: time.now(), timeoutMs });
    asking += 1;
    seen.mostRequests = Math.max(seen.mostRequests, asking);
    const scripted: ScriptedGrant = grant?.(requests.length) ?? TOKEN;
    const answer = await within(scripted, scripted, timeoutMs);
    asking -= 1;
    return answer.kind === 'token' ? { kind: 'granted', token: keep() } : answer;
  }

  const vault: Vault<Token> = {
    keptToken: () => (kept !== undefined && time.now() < kept.until ? kept.token : undefined),
    discardToken: (token) => {
      if (kept?.token === token) kept = undefined;
    },
    forgetCredentials: () => {
      seen.readings += 1;
      kept = undefined;
    },
    readCredentials: async (signal) => {
      if (readingMs > 0) await time.sleep(readingMs, signal);
      return unreadable ?? { kind: 'read', requestToken };
    },
    list: async (_, reference, timeoutMs) => {
      lists.push(reference);
      const { tookMs, overruns, ...scripted }: Listing<SecretId> & Timing = list?.(reference) ?? NOTHING_LISTED;
      return { answer: await within(scripted, { tookMs, overruns }, timeoutMs), requestId: undefined };
    },
    disable: async ({ name: token }, id, timeoutMs) => {
      const attempt = (attempts.get(id) ?? 0) + 1;
      attempts.set(id, attempt);
      const asked = { id, token, attempt, at: time.now() };
      inFlight += 1;
      seen.mostInFlight = Math.max(seen.mostInFlight, inFlight);
      const { tookMs, overruns, ...scripted }: Answer & Timing = disable?.(asked) ?? DISABLED;
      const answer = await within(scripted, { tookMs, overruns }, timeoutMs);
      inFlight -= 1;
      calls.push({ ...asked, timeoutMs, endedAt: time.now() });
      return { answer, requestId: `request-${calls.length}` };
    },
  };
  return { vault, calls, lists, requests, seen };
}
