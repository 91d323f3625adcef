import { fault } from './fault.ts';
import { permitted } from './permitted.ts';
import type { Grant, Vault } from './ports.ts';
import { type Deferred, type Effort, limitsNow, retrying } from './retry.ts';

/** Asks for a token by the same rules as a call is made by. Never rejects. */
export async function askForToken<Token>(vault: Vault<Token>, effort: Effort): Promise<Grant<Token> | Deferred> {
  const { clock, restraint } = effort;

  async function ask(): Promise<Grant<Token>> {
    const begunAt = clock.now();
    const grant = await vault.requestToken(() => limitsNow(effort));
    if (grant.kind === 'unavailable') restraint.failed(grant, { begunAt, now: clock.now() });
    return grant;
  }
  const grant = await retrying(() => permitted(ask, effort), effort).catch(fault);
  return grant.kind === 'left-alone' ? { ...grant, kind: 'unavailable' } : grant;
}
