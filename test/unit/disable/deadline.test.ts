import { expect, test } from 'vitest';
import { disabling } from '../../support/disabling.ts';
import { DISABLED, REFUSED, TOKEN, TOKEN_REFUSED, UNAVAILABLE } from '../../support/scripted-vault.ts';

test('a call that the deadline would cut in two, going by those before it, is not begun: it is deferred', async () => {
  const { kinds, attempts, calls, endedAt } = await disabling(100, {}, { remainingMs: 180 });
  expect(kinds).toEqual([...Array(30).fill('disabled'), ...Array(70).fill('deferred')]);
  expect(attempts.slice(30)).toEqual(Array(70).fill(0));
  expect([calls.length, endedAt]).toEqual([30, 150]);
});

test('nor is one begun where a vault gets slower from call to call, as when it returns and everybody has work for it', async () => {
  const { kinds, endedAt } = await disabling(
    500,
    { disable: ({ id }) => ({ ...DISABLED, tookMs: 300 * 1.02 ** id }) },
    { remainingMs: 20_000 },
  );
  expect(new Set(kinds)).toEqual(new Set(['disabled', 'deferred']));
  expect(endedAt).toBeGreaterThan(12_000);
});

test('a single slow answer ends no invocation that has time for the slowest call', async () => {
  const { begun, kinds } = await disabling(
    200,
    { disable: ({ id }) => ({ ...DISABLED, tookMs: id === 36 ? 9000 : 1000 }) },
    { concurrency: 1, remainingMs: 60_000 },
  );
  expect(new Set(kinds)).toEqual(new Set(['disabled', 'deferred']));
  expect(begun.at(-1)).toBeGreaterThanOrEqual(50_000);
});

test('a call that is under way at the deadline is ended there: unavailable, for it may have taken effect', async () => {
  const { kinds, calls, endedAt } = await disabling(
    1,
    { disable: () => ({ ...DISABLED, tookMs: 5000 }) },
    { remainingMs: 1000 },
  );
  expect(kinds).toEqual(['unavailable']);
  expect(calls.map(({ timeoutMs }) => timeoutMs)).toEqual([1000]);
  expect(endedAt).toBe(1000);
});

test('a wait past the deadline is not begun: the secret is unavailable at once, its neighbours go on', async () => {
  const { kinds, endedAt } = await disabling(2, {
    disable: ({ id }) => (id === 1 ? { ...UNAVAILABLE, retryAfterMs: 60_000 } : DISABLED),
  });
  expect(kinds).toEqual(['unavailable', 'disabled']);
  expect(endedAt).toBe(50);
});

test('a token request that has no time for another try closes the gate at once', async () => {
  const { kinds, requests, endedAt } = await disabling(
    10,
    { warm: false, grant: () => ({ ...UNAVAILABLE, retryAfterMs: 60_000 }) },
    {},
  );
  expect(kinds).toEqual(Array(10).fill('unavailable'));
  expect([requests.length, endedAt]).toEqual([1, 50]);
});

test('no time from the start: everything is deferred, nothing is called or asked for', async () => {
  const { kinds, calls, requests } = await disabling(10, { warm: false }, { remainingMs: 0 });
  expect(kinds).toEqual(Array(10).fill('deferred'));
  expect([calls.length, requests.length]).toEqual([0, 0]);
});

test('a token that comes at the deadline is followed by no call: everything is deferred', async () => {
  const { kinds, calls } = await disabling(
    10,
    { warm: false, grant: () => ({ ...TOKEN, tookMs: 1000, overruns: true }) },
    { remainingMs: 1000 },
  );
  expect(calls.map(({ id }) => id)).toEqual([]);
  expect(kinds).toEqual(Array(10).fill('deferred'));
});

test('a token request that the deadline ends is followed by no call', async () => {
  const { kinds, calls } = await disabling(
    10,
    { warm: false, grant: () => ({ ...TOKEN, tookMs: 5000 }) },
    { remainingMs: 1000 },
  );
  expect(calls.map(({ id }) => id)).toEqual([]);
  expect(kinds).toEqual(Array(10).fill('unavailable'));
});

test('a token request that is refused at the deadline is followed by no other', async () => {
  const { kinds, requests } = await disabling(
    3,
    { warm: false, grant: () => ({ ...TOKEN_REFUSED, tookMs: 1000, overruns: true }) },
    { remainingMs: 1000 },
  );
  expect(kinds).toEqual(Array(3).fill('deferred'));
  expect(requests).toHaveLength(1);
});

test('a refusal shortly before the deadline leaves no time for the new token: nothing is called after it', async () => {
  const { calls, deadline, kinds } = await disabling(
    20,
    { disable: () => ({ ...REFUSED, tookMs: 100 }), grant: () => ({ ...UNAVAILABLE, tookMs: 5000 }) },
    { remainingMs: 120 },
  );
  expect(calls.every(({ timeoutMs }) => timeoutMs > 0 && timeoutMs <= deadline)).toBe(true);
  expect(calls).toHaveLength(10);
  expect(kinds).not.toContain('disabled');
});
