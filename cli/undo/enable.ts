import type { SecretId } from '../../lib/message/identifier.ts';
import { judge } from '../../lib/vault/answer.ts';
import { ask, type Token } from '../../lib/vault/ask.ts';
import type { Credentials } from '../../lib/vault/credentials.ts';
import { connect, type HttpAnswer } from '../../lib/vault/http.ts';
import { openVault } from '../../lib/vault/open.ts';

/** Whether a secret is enabled now; `unknown`: no answer that says so. The reason is one line without secret material. */
export type Enabled =
  | { readonly kind: 'enabled' }
  | { readonly kind: 'not-enabled' | 'unknown'; readonly reason: string };

/** The way to enable secrets. Nothing that is deployed has it. */
export type Enabling = Readonly<{ enable: (id: SecretId) => Promise<Enabled>; close: () => void }>;

/** One call, in milliseconds. */
const TIMEOUT_MS = 10_000;

/** Opens the way, up to an access token. `failed`: why there is none. */
export async function openEnabling(
  credentials: Credentials,
): Promise<Readonly<{ kind: 'open' } & Enabling> | { readonly kind: 'failed'; readonly reason: string }> {
  const connection = connect(credentials, 1);
  const vault = openVault(async () => ({ kind: 'credentials', credentials }), {
    connect: () => connection,
    now: Date.now,
  });
  const reading = await vault.readCredentials(AbortSignal.timeout(TIMEOUT_MS));
  const grant = reading.kind === 'read' ? await reading.requestToken(TIMEOUT_MS) : reading;
  if (grant.kind !== 'granted') {
    connection.close();
    return { kind: 'failed', reason: grant.reason };
  }
  const { token } = grant;
  return {
    kind: 'open',
    enable: async (id) => {
      const first = await enableOnce(token, id);
      // Enabling twice does no harm.
      return first.kind === 'unknown' ? enableOnce(token, id) : first;
    },
    close: connection.close,
  };
}

async function enableOnce(token: Token, id: SecretId): Promise<Enabled> {
  const call = { method: 'POST', path: `secretapi/active/${id}`, read } as const;
  const { answer } = await ask(token, call, TIMEOUT_MS, Date.now);
  return answer.kind === 'unavailable' ? { kind: 'unknown', reason: answer.reason } : answer;
}

/** @see https://docs.senhasegura.io (A2A, MySafe API, v3-32 to v4) */
function read(answer: HttpAnswer, now: number): Enabled {
  const judged = judge(answer, now);
  if (judged.kind === 'success') return { kind: 'enabled' };
  if (judged.kind === 'unavailable') return { kind: 'unknown', reason: judged.reason };
  return { kind: 'not-enabled', reason: 'said' in judged ? judged.said : judged.reason };
}
