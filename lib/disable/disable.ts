import PQueue from 'p-queue';
import type { SecretId } from '../message/identifier.ts';
import type { Answer, Fate, Outcome } from '../outcome/outcome.ts';
import { startExpecting } from './expected.ts';
import { fault } from './fault.ts';
import { openGate, type Passed } from './gate.ts';
import { permitted } from './permitted.ts';
import type { Vault } from './ports.ts';
import type { LeftAlone } from './restraint.ts';
import { type Deferred, type Effort, retrying, timeoutNow } from './retry.ts';

/**
 * Disables each secret, in the order given and with no more calls in flight than allowed, and says what became of it.
 * `tell` hears of each as soon as it is known. Never rejects for anything that the vault does.
 */
export async function disableAll<Token extends object>(
  secrets: readonly SecretId[],
  vault: Vault<Token>,
  effort: Effort,
  tell: (id: SecretId, fate: Fate) => void,
): Promise<ReadonlyMap<SecretId, Fate>> {
  const gate = openGate(vault, effort);
  // A secret that waits for its next try holds no slot; when its time has come it goes before those not yet tried.
  const { clock, restraint } = effort;
  const slots = new PQueue({ concurrency: restraint.atOnce() });
  const expected = startExpecting();
  // A call that the deadline would cut in two is better made in the next invocation.
  const isTimeForOne = () => clock.now() + Math.min(expected.mostMs(), effort.attemptTimeoutMs) < effort.deadline;

  const adjust = () => {
    slots.concurrency = restraint.atOnce();
  };

  function learn(answer: Answer, begunAt: number): void {
    const now = clock.now();
    if (answer.kind === 'unavailable') restraint.failed(answer, { begunAt, now });
    else expected.learn(now - begunAt);
    // A refusal tells of the token, or of the route to the vault.
    if (answer.kind !== 'unavailable' && answer.kind !== 'refused') restraint.answered();
  }

  async function disable(id: SecretId): Promise<Fate> {
    let attempts = 0;
    let requestId: string | undefined;
    let startedAt: number | undefined;
    let priority = 0;
    const call = async (token: Token): Promise<Answer> => {
      const calledAt = clock.now();
      startedAt ??= calledAt;
      attempts += 1;
      if (attempts === 1) restraint.firstTry();
      const answered = await vault.disable(token, id, timeoutNow(effort));
      learn(answered.answer, calledAt);
      requestId = answered.requestId;
      return answered.answer;
    };
    // What is not allowed is not for lack of time; the gate says so.
    const isLate = () => restraint.permission(clock.now()).kind === 'granted' && !isTimeForOne();
    const passNow = async () => (isLate() ? DEFERRED : gate.pass(call));
    const outcome = await attempted(async () => {
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
  }

  const fates = (restraint.trouble() === undefined ? secrets : fromAnywhere(secrets, effort.random)).map(async (id) => {
    const fate = await disable(id);
    tell(id, fate);
    return [id, fate] as const;
  });
  return new Map(await Promise.all(fates));
}

/** The same secrets in turn, beginning with any: one that always fails must not be the only one that is ever tried. */
function fromAnywhere(secrets: readonly SecretId[], random: () => number): readonly SecretId[] {
  const first = Math.floor(random() * secrets.length);
  return [...secrets.slice(first), ...secrets.slice(0, first)];
}

/** Against the 0 of a first try. */
const RETRY_FIRST = 1;
const OTHERS_FIRST = -1;

const DEFERRED: Deferred = { kind: 'deferred' };

type Attempted = Exclude<Passed, { kind: 'let-others-first' | 'not-allowed' }> | LeftAlone;

async function attempted(attempt: () => Promise<Attempted>, effort: Effort): Promise<Outcome> {
  try {
    const result = await retrying(attempt, effort);
    switch (result.kind) {
      case 'closed':
      case 'refused-alone':
        return result.outcome;
      case 'left-alone':
      case 'unavailable':
        return { kind: 'unavailable', reason: result.reason };
      default:
        return result;
    }
  } catch (error) {
    return fault(error);
  }
}
