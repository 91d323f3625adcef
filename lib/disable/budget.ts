/** As many as the largest message has secrets: each of them may be tried again once before it counts. */
const FULL_TENTHS = 5000;
const RETRY_TENTHS = 10;

/**
 * How many retries are left to a container: a token bucket that each first try fills by a tenth of a retry. Once it is
 * empty, retries are at most a tenth of the calls, so that a vault in trouble does not get many times its usual load.
 * @see https://sre.google/sre-book/handling-overload/#deciding-to-retry
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function openBudget() {
  let tenths = FULL_TENTHS;
  return {
    earn: (): void => {
      tenths = Math.min(FULL_TENTHS, tenths + 1);
    },
    /** @returns whether there was a retry left, which is then taken */
    spend: (): boolean => {
      if (tenths < RETRY_TENTHS) return false;
      tenths -= RETRY_TENTHS;
      return true;
    },
  };
}
