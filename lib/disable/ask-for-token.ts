import { fault } from './fault.ts';
import { permitted } from './permitted.ts';
import type { Grant, Reading, Vault } from './ports.ts';
import type { LeftAlone } from './restraint.ts';
import { type Deferred, type Effort, retrying, timeoutNow } from './retry.ts';

const JUST_FAILED = 'the vault had only just begun to answer again, and has failed since';

type Asked<Token> = Grant<Token> | Exclude<Reading<Token>, { kind: 'read' }> | Deferred;

/**
 * Asks for a token by the same rules as a call is made by, while no more calls are in flight than are allowed together.
 * Never rejects.
 */
export async function askForToken<Token>(
  vault: Vault<Token>,
  inFlight: () => number,
  effort: Effort,
): Promise<Asked<Token>> {
  const { clock, restraint, signal } = effort;

  async function ask(requestToken: (timeoutMs: number) => Promise<Grant<Token>>): Promise<Grant<Token> | Deferred> {
    const timeoutMs = timeoutNow(effort);
    if (timeoutMs <= 0) return { kind: 'deferred' };
    const begunAt = clock.now();
    const grant = await requestToken(timeoutMs);
    if (grant.kind === 'unavailable') restraint.failed(grant, { begunAt, now: clock.now() });
    return grant;
  }

  async function readAndAsk(): Promise<Asked<Token> | LeftAlone> {
    const reading = await vault.readCredentials(signal);
    if (reading.kind !== 'read') return reading;
    // Much may have gone wrong while the credentials were read, so that is seen to now.
    if (inFlight() >= restraint.atOnce())
      return { kind: 'left-alone', reason: `Not called, since ${restraint.trouble() ?? JUST_FAILED}` };
    return permitted(() => ask(reading.requestToken), effort);
  }
  const asked = await retrying(readAndAsk, effort).catch(fault);
  return asked.kind === 'left-alone' ? { ...asked, kind: 'unavailable' } : asked;
}
