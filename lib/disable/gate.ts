import type { Refused, Unsettled } from '../outcome/outcome.ts';
import { askForToken } from './ask-for-token.ts';
import { watchCalls } from './calls.ts';
import type { Vault } from './ports.ts';
import type { Deferred, Effort } from './retry.ts';
import type { Step } from './step.ts';

/** Why nothing goes through any more in this invocation. */
export type Closed = { readonly kind: 'closed'; readonly outcome: Unsettled };

/** One refusal concerns one secret alone: its token works for others. */
export type RefusedAlone = { readonly kind: 'refused-alone'; readonly outcome: Unsettled };

/** Refused more than once: another's call may show first whether it is the token or the secret. */
type LetOthersFirst = { readonly kind: 'let-others-first' };

/** The vault is to be left alone, or less may be in flight than before. */
type NotAllowed = { readonly kind: 'not-allowed' };

/** What comes of a call that was let through, or why it was not. */
export type Passed<Result> =
  | Exclude<Step<Result>, Refused>
  | RefusedAlone
  | LetOthersFirst
  | NotAllowed
  | Closed
  | Deferred;

/** Which tokens this invocation has seen refused: none yet, one of the kept credentials, or also a newer one. */
type Rung = 'kept' | 'renewed' | 'reread';

/**
 * Stands between an invocation's calls and the vault, and sees to it that they have a token that works: the first
 * refusal gets a new token, the next one reads the credentials again, the one after that closes the gate for everything
 * still open. However many calls meet a refusal or wait for a token, each step is taken once.
 */
export function openGate<Token extends object>(vault: Vault<Token>, effort: Effort) {
  let rung: Rung = 'kept';
  let closed: Closed | undefined;
  /** While a token is being got or a refusal being judged, nobody calls. */
  let changing: Promise<Token | undefined> | undefined;
  /** The token that was handed out last. */
  let latest: Token | undefined;
  const calls = watchCalls<Token>();
  const thrownAway = new WeakSet<Token>();

  const isAllowed = () =>
    calls.count() < effort.restraint.atOnce() && effort.restraint.permission(effort.clock.now()).kind === 'granted';

  function change(step: () => Promise<Token | undefined>): Promise<Token | undefined> {
    changing = step().finally(() => {
      changing = undefined;
    });
    return changing;
  }

  function close(outcome: Unsettled): undefined {
    closed = { kind: 'closed', outcome };
  }

  async function renew(): Promise<Token | undefined> {
    for (;;) {
      const grant = await askForToken(vault, calls.count, effort);
      switch (grant.kind) {
        case 'granted':
          return grant.token;
        case 'refused':
          if (rung === 'reread') return close({ ...grant, kind: 'unauthorized' });
          rung = 'reread';
          vault.forgetCredentials();
          break;
        case 'unreadable':
          return close({ kind: 'unauthorized', reason: grant.reason, sourceAddress: false });
        case 'unavailable':
        case 'deferred':
          return close(grant);
      }
    }
  }

  /** Resolves when it is known what the refusal means; then the token has been thrown away, or is good for others. */
  async function judge(token: Token, refusal: Refused): Promise<void> {
    while (changing !== undefined) await changing;
    if (closed !== undefined || thrownAway.has(token)) return;
    if (token !== latest) {
      // Its successor is there already, and has not been refused.
      thrownAway.add(token);
      return;
    }
    if (rung === 'kept' || calls.isAccepted(token)) return climb(token, refusal);
    // Those still in flight with the same token may yet show that it works.
    await change(async () => {
      await calls.ended(token);
      climb(token, refusal);
      return undefined;
    });
  }

  function climb(token: Token, { reason, sourceAddress }: Refused): void {
    if (rung !== 'kept' && calls.isAccepted(token)) return;
    thrownAway.add(token);
    vault.discardToken(token);
    switch (rung) {
      case 'kept':
        rung = 'renewed';
        break;
      case 'renewed':
        rung = 'reread';
        vault.forgetCredentials();
        break;
      case 'reread':
        close({ kind: 'unauthorized', reason, sourceAddress });
        break;
    }
  }

  return {
    /**
     * Makes one call with a token that is good as far as anybody knows; after its first refusal, again with the next
     * token. May be called again after `let-others-first`, when those that were waiting have had their turn, and after
     * `not-allowed`, when it is allowed.
     */
    async pass<Result>(attempt: (token: Token) => Promise<Step<Result>>): Promise<Passed<Result>> {
      for (let refusals = 0; refusals < 2; ) {
        // No other await may stand between this and the use of what it guards.
        let granted: Token | undefined;
        while (changing !== undefined) granted = await changing;
        if (closed !== undefined) return closed;
        if (!isAllowed()) return { kind: 'not-allowed' };
        if (effort.clock.now() >= effort.deadline) return { kind: 'deferred' };
        // Who has waited for a token uses it, however short its life.
        const token = granted ?? vault.keptToken();
        if (token === undefined) {
          void change(renew);
          continue;
        }
        latest = token;
        const answer = await calls.make(token, attempt);
        if (answer.kind !== 'refused') return answer;
        refusals += 1;
        await judge(token, answer);
        if (closed === undefined && !thrownAway.has(token)) {
          const { reason, sourceAddress } = answer;
          return { kind: 'refused-alone', outcome: { kind: 'unauthorized', reason, sourceAddress } };
        }
      }
      return closed ?? { kind: 'let-others-first' };
    },
  };
}
