import { expect, test } from 'vitest';
import { disabling } from '../../support/disabling.ts';
import { secret, secrets } from '../../support/messages.ts';
import { DISABLED, UNAVAILABLE } from '../../support/scripted-vault.ts';

test('each secret is disabled with one call, and told of as soon as it is known', async () => {
  const { fates, calls, told } = await disabling(secrets(3), {
    disable: ({ id }) => ({ ...DISABLED, tookMs: 400 - 100 * id }),
  });
  expect([...fates.keys()]).toEqual([1, 2, 3]);
  expect(told).toEqual([3, 2, 1]);
  expect(calls).toHaveLength(3);
});

test.each([
  { kind: 'disabled' } as const,
  { kind: 'already-disabled' } as const,
  { kind: 'not-found', code: 1005, said: '1005: Api secret not found' } as const,
  { kind: 'access-denied', code: 1006, said: '1006: User does not have access' } as const,
  { kind: 'rejected', code: 1010, said: '1010: Unexpected identifier type' } as const,
])('$kind is final after one call', async (answer) => {
  const { fates, calls } = await disabling(1, { disable: () => answer });
  expect(fates.get(secret(1))?.outcome).toEqual(answer);
  expect(calls).toHaveLength(1);
});

test('a time-out that took effect ends as success', async () => {
  const { kinds, attempts } = await disabling(1, {
    disable: ({ attempt }) => (attempt === 1 ? { ...DISABLED, tookMs: 60_000 } : { kind: 'already-disabled' }),
  });
  expect(kinds).toEqual(['already-disabled']);
  expect(attempts).toEqual([2]);
});

test('a call that takes longer than the time-out is ended by it', async () => {
  const { calls } = await disabling(1, { disable: () => ({ ...DISABLED, tookMs: 30_000 }) }, { maxAttempts: 1 });
  expect(calls.map(({ at, endedAt }) => endedAt - at)).toEqual([10_000]);
});

test('what stays unavailable is so after the last attempt, without the pause it asked for', async () => {
  const answer = { ...UNAVAILABLE, retryAfterMs: 10 };
  const { fates, begun } = await disabling(1, { disable: () => ({ ...answer, tookMs: 0 }) });
  expect(begun).toEqual([0, 200, 600, 1400]);
  expect(fates.get(secret(1))).toEqual({
    outcome: UNAVAILABLE,
    attempts: 4,
    durationMs: 1400,
    requestId: 'request-4',
  });
});

test('a fate knows its calls, how long it took from its first call on, and the last request id', async () => {
  const { fates } = await disabling(
    2,
    { disable: ({ attempt }) => (attempt === 1 ? UNAVAILABLE : DISABLED) },
    { concurrency: 1 },
  );
  expect(fates.get(secret(1))).toEqual({ outcome: DISABLED, attempts: 2, durationMs: 300, requestId: 'request-3' });
  expect(fates.get(secret(2))).toMatchObject({ attempts: 2, durationMs: 300 });
});

test('the backoff of one secret delays no other', async () => {
  const { calls } = await disabling(
    20,
    { disable: ({ id, attempt }) => (id === 1 && attempt === 1 ? UNAVAILABLE : DISABLED) },
    { concurrency: 1, backoff: { baseMs: 20_000, capMs: 20_000 } },
  );
  expect(calls.map(({ id }) => id)).toEqual([...secrets(20), 1]);
  expect(calls[19]?.endedAt).toBe((calls[0]?.at ?? 0) + 20 * 50);
});

test('never more calls in flight than the concurrency, and never fewer while there is work', async () => {
  const { seen, endedAt } = await disabling(100, {});
  expect(seen.mostInFlight).toBe(10);
  expect(endedAt).toBe(500);
});

test.each([1, 3, 1000])('a concurrency of %i is kept while everything fails and is retried', async (concurrency) => {
  const { seen, kinds } = await disabling(
    50,
    { disable: ({ attempt }) => (attempt < 3 ? UNAVAILABLE : DISABLED) },
    { concurrency, random: () => 0 },
  );
  expect(seen.mostInFlight).toBe(Math.min(concurrency, 50));
  expect(new Set(kinds)).toEqual(new Set(['disabled']));
});

test('nothing to disable: no call, no token', async () => {
  const { fates, calls, requests } = await disabling(0, { warm: false });
  expect([fates.size, calls.length, requests.length]).toEqual([0, 0, 0]);
});
