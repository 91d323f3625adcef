import type { Step } from './step.ts';

/** Makes an invocation's calls, and knows which are in flight and which tokens have been accepted. */
export function watchCalls<Token extends object>() {
  const inFlight = new Map<Token, Set<Promise<unknown>>>();
  const accepted = new WeakSet<Token>();
  let count = 0;

  return {
    async make<Result>(token: Token, attempt: (token: Token) => Promise<Step<Result>>): Promise<Step<Result>> {
      const together = inFlight.get(token) ?? new Set();
      inFlight.set(token, together);
      const answering = attempt(token);
      together.add(answering);
      count += 1;
      try {
        const answer = await answering;
        if (answer.kind === 'final') accepted.add(token);
        return answer;
      } finally {
        together.delete(answering);
        count -= 1;
      }
    },
    count: (): number => count,
    /** Whether the vault has given one of its own answers to a call with this token. */
    isAccepted: (token: Token): boolean => accepted.has(token),
    /** Resolves when all have ended that are in flight with this token now. */
    ended: (token: Token): Promise<unknown> => Promise.allSettled(inFlight.get(token) ?? []),
  };
}
