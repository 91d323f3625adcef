import type { Vault } from './ports.ts';

/** How often a vault was called and asked for a token, and how often it answered that this was too much (429), or asked for a pause. */
export type Counts = Readonly<{ calls: number; tokenRequests: number; throttled: number }>;

/** The same vault, with everything counted that it is asked over the network. */
export function counted<Token>(vault: Vault<Token>): { vault: Vault<Token>; counts: () => Counts } {
  let calls = 0;
  let tokenRequests = 0;
  let throttled = 0;

  function heard(answer: object): void {
    if ('isThrottled' in answer || ('retryAfterMs' in answer && answer.retryAfterMs !== undefined)) throttled += 1;
  }

  return {
    vault: {
      ...vault,
      disable: async (...asked) => {
        calls += 1;
        const called = await vault.disable(...asked);
        heard(called.answer);
        return called;
      },
      list: async (...asked) => {
        calls += 1;
        const called = await vault.list(...asked);
        heard(called.answer);
        return called;
      },
      readCredentials: async (signal) => {
        const reading = await vault.readCredentials(signal);
        if (reading.kind !== 'read') return reading;
        const requestToken: typeof reading.requestToken = async (timeoutMs) => {
          tokenRequests += 1;
          const grant = await reading.requestToken(timeoutMs);
          heard(grant);
          return grant;
        };
        return { ...reading, requestToken };
      },
    },
    counts: () => ({ calls, tokenRequests, throttled }),
  };
}
