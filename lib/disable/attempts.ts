import PQueue from 'p-queue';
import type { Unsettled } from '../outcome/outcome.ts';
import { startExpecting } from './expected.ts';
import { fault } from './fault.ts';
import { openGate, type Passed } from './gate.ts';
import { permitted } from './permitted.ts';
import type { Vault } from './ports.ts';
import type { LeftAlone } from './restraint.ts';
import { type Deferred, type Effort, retrying, timeoutNow } from './retry.ts';
import type { Step } from './step.ts';

/** What all tries came to, and how. */
export type Attempted<Result> = Readonly<{
  outcome: Result | Unsettled;
  /** Calls made in this invocation, refused ones included. */
  attempts: number;
  durationMs: number;
  /** The gateway's id of the last call, where it gave one. */
  requestId: string | undefined;
}>;

/** One call to the vault. */
export type Call<Token, Result> = (
  token: Token,
  timeoutMs: number,
) => Promise<{ step: Step<Result>; requestId: string | undefined }>;

/** Makes one call with all its tries; of those that wait, the one with the least rank goes first. Never rejects for anything that the vault does. */
export type Attempt<Token> = <Result>(rank: number, call: Call<Token, Result>) => Promise<Attempted<Result>>;

/** Against 0 and less of first tries. */
const RETRY_FIRST = 1;
const OTHERS_FIRST = Number.MIN_SAFE_INTEGER;

const DEFERRED: Deferred = { kind: 'deferred' };

/**
 * All calls of one invocation go through here: in the order in which they are asked for, with no more in flight than
 * allowed, tried again as the rules say, behind one gate.
 */
export function openAttempts<Token extends object>(vault: Vault<Token>, effort: Effort): Attempt<Token> {
  const gate = openGate(vault, effort);
  // What waits for its next try holds no slot; when its time has come it goes before those not yet tried.
  const { clock, restraint } = effort;
  const slots = new PQueue({ concurrency: restraint.atOnce() });
  const expected = startExpecting();
  // A call that the deadline would cut in two is better made in the next invocation.
  const isTimeForOne = () => clock.now() + Math.min(expected.mostMs(), effort.attemptTimeoutMs) < effort.deadline;

  const adjust = () => {
    slots.concurrency = restraint.atOnce();
  };

  function learn(step: Step<unknown>, begunAt: number): void {
    const now = clock.now();
    if (step.kind === 'unavailable') restraint.failed(step, { begunAt, now });
    else expected.learn(now - begunAt);
    // A refusal tells of the token, or of the route to the vault.
    if (step.kind === 'final') restraint.answered();
  }

  return async <Result>(rank: number, call: Call<Token, Result>): Promise<Attempted<Result>> => {
    let attempts = 0;
    let requestId: string | undefined;
    let startedAt: number | undefined;
    let priority = -rank;
    const once = async (token: Token): Promise<Step<Result>> => {
      const calledAt = clock.now();
      startedAt ??= calledAt;
      attempts += 1;
      if (attempts === 1) restraint.firstTry();
      const called = await call(token, timeoutNow(effort));
      learn(called.step, calledAt);
      requestId = called.requestId;
      return called.step;
    };
    // What is not allowed is not for lack of time; the gate says so.
    const isLate = () => restraint.permission(clock.now()).kind === 'granted' && !isTimeForOne();
    const passNow = async () => (isLate() ? DEFERRED : gate.pass(once));
    const outcome = await tried<Result>(async () => {
      for (;;) {
        // Whoever waits until the vault may be called holds no slot either; the gate asks once more when it has got one.
        const passed = await permitted(() => slots.add(() => passNow().finally(adjust), { priority }), effort);
        switch (passed.kind) {
          case 'let-others-first':
            priority = OTHERS_FIRST;
            break;
          case 'not-allowed':
            break;
          default:
            priority = RETRY_FIRST;
            return passed;
        }
      }
    }, effort);
    const now = clock.now();
    return { outcome, attempts, durationMs: now - (startedAt ?? now), requestId };
  };
}

type Tried<Result> = Exclude<Passed<Result>, { kind: 'let-others-first' | 'not-allowed' }> | LeftAlone;

async function tried<Result>(attempt: () => Promise<Tried<Result>>, effort: Effort): Promise<Result | Unsettled> {
  try {
    const result = await retrying(attempt, effort);
    switch (result.kind) {
      case 'final':
        return result.result;
      case 'closed':
      case 'refused-alone':
        return result.outcome;
      case 'left-alone':
      case 'unavailable':
        return { kind: 'unavailable', reason: result.reason };
      case 'deferred':
        return result;
    }
  } catch (error) {
    return fault(error);
  }
}
