import { fault } from './fault.ts';
import { permitted } from './permitted.ts';
import type { Grant, Reading, Vault } from './ports.ts';
import { type Deferred, type Effort, retrying, timeoutNow } from './retry.ts';

type Asked<Token> = Grant<Token> | Exclude<Reading<Token>, { kind: 'read' }>;

/** Asks for a token by the same rules as a call is made by. Never rejects. */
export async function askForToken<Token>(vault: Vault<Token>, effort: Effort): Promise<Asked<Token> | Deferred> {
  const { clock, restraint, signal } = effort;

  async function ask(requestToken: (timeoutMs: number) => Promise<Grant<Token>>): Promise<Grant<Token>> {
    const timeoutMs = timeoutNow(effort);
    if (timeoutMs <= 0) return { kind: 'unavailable', reason: 'No access token: no time was left to ask for one' };
    const begunAt = clock.now();
    const grant = await requestToken(timeoutMs);
    if (grant.kind === 'unavailable') restraint.failed(grant, { begunAt, now: clock.now() });
    return grant;
  }

  // Whether the vault may be called is asked after the reading, which takes its time.
  async function readAndAsk() {
    const reading = await vault.readCredentials(signal);
    return reading.kind === 'read' ? permitted(() => ask(reading.requestToken), effort) : reading;
  }
  const grant = await retrying<Awaited<ReturnType<typeof readAndAsk>>>(readAndAsk, effort).catch(fault);
  return grant.kind === 'left-alone' ? { ...grant, kind: 'unavailable' } : grant;
}
