import { describe, expect, test } from 'vitest';
import { disabling } from '../../support/disabling.ts';
import { DISABLED, REFUSED, UNAVAILABLE } from '../../support/scripted-vault.ts';

/** Refuses the tokens with these names, at once. */
const refusing =
  (...names: readonly string[]) =>
  ({ token }: { token: string }) => ({ ...(names.includes(token) ? REFUSED : DISABLED), tookMs: 50 });

describe('a refused token', () => {
  test('is thrown away, and one new token serves everybody', async () => {
    const { kinds, requests, seen } = await disabling(10, { disable: refusing('A') });
    expect(new Set(kinds)).toEqual(new Set(['disabled']));
    expect(requests).toHaveLength(1);
    expect(seen.readings).toBe(0);
  });

  test('is used for no further call', async () => {
    const { calls } = await disabling(30, { disable: refusing('A') });
    const firstRefusal = Math.min(...calls.filter(({ token }) => token === 'A').map(({ endedAt }) => endedAt));
    expect(calls.filter(({ token, at }) => token === 'A' && at >= firstRefusal)).toEqual([]);
  });

  test('and then its successor too: the credentials are read again once, and one more token asked for', async () => {
    const { kinds, requests, seen } = await disabling(10, { disable: refusing('A', 'B') });
    expect(new Set(kinds)).toEqual(new Set(['disabled']));
    expect([requests.length, seen.readings]).toEqual([2, 1]);
  });

  test('and all three: everything open is unauthorized, without another call', async () => {
    const { kinds, calls, requests, seen } = await disabling(100, { disable: refusing('A', 'B', 'C') });
    expect(kinds).toEqual(Array(100).fill('unauthorized'));
    expect([requests.length, seen.readings]).toEqual([2, 1]);
    expect(calls).toHaveLength(30);
  });

  test('in a container that has just started: ten secrets make three token requests, not ten', async () => {
    const { kinds, requests } = await disabling(10, { disable: refusing('A', 'B', 'C'), warm: false });
    expect(kinds).toEqual(Array(10).fill('unauthorized'));
    expect(requests).toHaveLength(3);
  });

  test('with one call at a time, too', async () => {
    const { kinds, calls, requests } = await disabling(
      20,
      { disable: refusing('A', 'B', 'C'), warm: false },
      { concurrency: 1 },
    );
    expect(kinds).toEqual(Array(20).fill('unauthorized'));
    expect([calls.length, requests.length]).toEqual([3, 3]);
  });

  test('says why in the outcome', async () => {
    const { fates } = await disabling(1, { disable: () => ({ ...REFUSED, sourceAddress: true }) });
    expect([...fates.values()].map(({ outcome }) => outcome)).toEqual([
      { kind: 'unauthorized', reason: REFUSED.reason, sourceAddress: true },
    ]);
  });
});

test('refusals do not count as attempts: all four are left afterwards', async () => {
  const { kinds, attempts } = await disabling(1, {
    disable: ({ token, attempt }) => (token !== 'C' ? REFUSED : attempt < 6 ? UNAVAILABLE : DISABLED),
  });
  expect(kinds).toEqual(['disabled']);
  // But every call that was made is counted.
  expect(attempts).toEqual([6]);
});

test('refusals of one token at different times are one refusal', async () => {
  const { kinds, requests, seen } = await disabling(10, {
    disable: ({ id, token }) => ({ ...(token === 'A' ? REFUSED : DISABLED), tookMs: 20 * id }),
  });
  expect(new Set(kinds)).toEqual(new Set(['disabled']));
  expect([requests.length, seen.readings]).toEqual([1, 0]);
});

test('a refusal does not wait for the slow calls that still run with the refused token', async () => {
  const { calls, requested } = await disabling(5, {
    disable: ({ id, token }) => {
      if (token !== 'A') return DISABLED;
      return id === 5 ? { ...DISABLED, tookMs: 9000 } : { ...REFUSED, tookMs: 50 };
    },
  });
  expect(requested).toEqual([50]);
  const again = calls.filter(({ token }) => token === 'B').map(({ at }) => at - (calls[0]?.at ?? 0));
  expect(again).toEqual([100, 100, 100, 100]);
});

test('an expired token in the middle of a good batch costs one token request and no outcome', async () => {
  let answered = 0;
  const { kinds, requests } = await disabling(100, {
    disable: ({ token }) => {
      answered += 1;
      return token === 'A' && answered > 45 ? REFUSED : DISABLED;
    },
  });
  expect(new Set(kinds)).toEqual(new Set(['disabled']));
  expect(requests).toHaveLength(1);
});

test('a token that runs out by the clock is renewed once for all, before the next call', async () => {
  const { kinds, requests, calls } = await disabling(100, { lifetimeMs: 250 });
  expect(new Set(kinds)).toEqual(new Set(['disabled']));
  expect(requests).toHaveLength(1);
  expect(new Set(calls.map(({ token }) => token))).toEqual(new Set(['A', 'B']));
});

test('a late refusal of a token that has been replaced means only: again, with the new one', async () => {
  const { kinds, seen } = await disabling(
    11,
    {
      lifetimeMs: 1000,
      // Secret 1 hangs with A; meanwhile A runs out, B is refused and C works.
      disable: ({ id, token }) => {
        if (id === 1 && token === 'A') return { ...REFUSED, tookMs: 5000 };
        if (token === 'A') return { ...DISABLED, tookMs: 1000 };
        return token === 'B' ? REFUSED : DISABLED;
      },
    },
    { concurrency: 3 },
  );
  expect(new Set(kinds)).toEqual(new Set(['disabled']));
  expect(seen.readings).toBe(0);
});
