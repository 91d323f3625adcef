import { expect, test } from 'vitest';
import { startRestraint } from '../../../lib/disable/restraint.ts';
import { disabling } from '../../support/disabling.ts';
import { secret } from '../../support/messages.ts';
import { DISABLED, REFUSED, TOKEN, TOKEN_REFUSED, UNAVAILABLE } from '../../support/scripted-vault.ts';

test('one token request serves everybody who waits for it', async () => {
  const { kinds, requests, calls } = await disabling(100, { warm: false });
  expect(new Set(kinds)).toEqual(new Set(['disabled']));
  expect(requests).toHaveLength(1);
  expect(new Set(calls.map(({ token }) => token))).toEqual(new Set(['A']));
});

test('a token that is kept is not asked for', async () => {
  const { requests } = await disabling(10, { warm: true });
  expect(requests).toEqual([]);
});

test('an unavailable token request is tried again by the same rules, once for all who wait', async () => {
  const { kinds, attempts, requested } = await disabling(50, {
    warm: false,
    grant: (request) => (request < 4 ? { ...UNAVAILABLE, tookMs: 0 } : TOKEN),
  });
  expect(requested).toEqual([0, 200, 600, 1400]);
  expect(new Set(kinds)).toEqual(new Set(['disabled']));
  expect(new Set(attempts)).toEqual(new Set([1]));
});

test('a token request that asks for a longer wait gets exactly that', async () => {
  const { requested } = await disabling(50, {
    warm: false,
    grant: (request) => (request === 1 ? { ...UNAVAILABLE, retryAfterMs: 3210, tookMs: 0 } : TOKEN),
  });
  expect(requested).toEqual([0, 3210]);
});

test('no token after the last attempt: everything is unavailable, not unauthorized, without a call', async () => {
  const { fates, kinds, calls, requests } = await disabling(50, { warm: false, grant: () => UNAVAILABLE });
  expect(kinds).toEqual(Array(50).fill('unavailable'));
  expect(fates.get(secret(1))).toMatchObject({ outcome: UNAVAILABLE, attempts: 0, durationMs: 0 });
  expect([calls.length, requests.length]).toEqual([0, 4]);
});

test('a refused token request reads the credentials again, and the next one may succeed', async () => {
  const { kinds, requests, seen } = await disabling(50, {
    warm: false,
    grant: (request) => (request === 1 ? TOKEN_REFUSED : TOKEN),
  });
  expect(new Set(kinds)).toEqual(new Set(['disabled']));
  expect([requests.length, seen.readings]).toEqual([2, 1]);
});

test('a token request that is refused with the credentials read again, too: everything is unauthorized', async () => {
  const { fates, kinds, calls, requests, seen } = await disabling(50, { warm: false, grant: () => TOKEN_REFUSED });
  expect(kinds).toEqual(Array(50).fill('unauthorized'));
  expect(fates.get(secret(1))?.outcome).toEqual({ ...TOKEN_REFUSED, kind: 'unauthorized' });
  expect([calls.length, requests.length, seen.readings]).toEqual([0, 2, 1]);
});

test('a refusal is not tried again by the rules for what is unavailable', async () => {
  const { requested } = await disabling(5, { warm: false, grant: () => ({ ...TOKEN_REFUSED, tookMs: 10 }) });
  expect(requested).toEqual([0, 10]);
});

test('a refused token, then refused token requests: one reading, then unauthorized', async () => {
  const { kinds, requests, seen } = await disabling(10, { disable: () => REFUSED, grant: () => TOKEN_REFUSED });
  expect(kinds).toEqual(Array(10).fill('unauthorized'));
  expect([requests.length, seen.readings]).toEqual([2, 1]);
});

test('credentials that cannot be read: everything is unauthorized at once, and says why', async () => {
  const { fates, kinds, requests, calls } = await disabling(10, {
    warm: false,
    unreadable: { kind: 'unreadable', reason: 'Secrets Manager did not give secret s: AccessDeniedException' },
  });
  expect(kinds).toEqual(Array(10).fill('unauthorized'));
  expect(fates.get(secret(10))?.outcome).toEqual({
    kind: 'unauthorized',
    reason: 'Secrets Manager did not give secret s: AccessDeniedException',
    sourceAddress: false,
  });
  expect([requests.length, calls.length]).toEqual([0, 0]);
});

test('no token is asked for while a pause lasts that the vault asked for as the credentials were read', async () => {
  const { kinds, requested } = await disabling(2, {
    readingMs: 100,
    disable: ({ id, token }) => {
      if (token !== 'A') return DISABLED;
      return id === secret(1) ? { ...REFUSED, tookMs: 10 } : { ...UNAVAILABLE, retryAfterMs: 3000, tookMs: 60 };
    },
  });
  expect(requested).toEqual([3060]);
  expect(kinds).toEqual(['disabled', 'disabled']);
});

test('no token is asked for beside other calls where the vault stopped answering as the credentials were read', async () => {
  const restraint = startRestraint({ concurrency: 10, maxAttempts: 4, random: () => 1 });
  for (let failures = 0; failures < 45; failures += 1) restraint.failed(UNAVAILABLE, { begunAt: 0, now: 0 });
  const { kinds, requests } = await disabling(
    10,
    {
      readingMs: 1000,
      disable: ({ id }) => {
        if (id === secret(1)) return { ...REFUSED, tookMs: 1 };
        return { ...UNAVAILABLE, tookMs: id === secret(2) ? 5000 : 10 };
      },
    },
    { restraint },
  );
  expect(requests).toEqual([]);
  expect(new Set(kinds)).toEqual(new Set(['unavailable']));
});

test('nor where it had only just begun to answer again, which is then the reason', async () => {
  const restraint = startRestraint({ concurrency: 10, maxAttempts: 4, random: () => 1 });
  for (let failures = 0; failures < 50; failures += 1) restraint.failed(UNAVAILABLE, { begunAt: 0, now: 0 });
  for (let answers = 0; answers < 3; answers += 1) restraint.answered();
  const { fates, requests } = await disabling(
    4,
    {
      readingMs: 1000,
      disable: ({ id }) => {
        if (id === secret(1)) return { ...REFUSED, tookMs: 1 };
        return { ...UNAVAILABLE, tookMs: id === secret(2) ? 5000 : 10 };
      },
    },
    { restraint, maxAttempts: 1 },
  );
  expect(requests).toEqual([]);
  expect(fates.get(secret(1))?.outcome).toMatchObject({
    kind: 'unavailable',
    reason: expect.stringMatching(/^Not called, since the vault had only just begun to answer again/),
  });
});

test('there is no time left to ask for a token once the credentials are there: everything is deferred', async () => {
  const { kinds, requests } = await disabling(3, { warm: false, readingMs: 1000 }, { remainingMs: 1000 });
  expect(kinds).toEqual(Array(3).fill('deferred'));
  expect(requests).toEqual([]);
});

test('credentials that cannot be read in time: everything is unavailable, and the vault is not held to account', async () => {
  const { fates, kinds, requests } = await disabling(3, {
    warm: false,
    unreadable: { kind: 'unavailable', reason: 'Secrets Manager did not give secret s in time' },
  });
  expect(kinds).toEqual(Array(3).fill('unavailable'));
  expect(fates.get(secret(1))?.outcome).toMatchObject({ reason: 'Secrets Manager did not give secret s in time' });
  expect(requests).toEqual([]);
});

test('a source address that the token endpoint does not serve is told on', async () => {
  const { fates } = await disabling(1, { warm: false, grant: () => ({ ...TOKEN_REFUSED, sourceAddress: true }) });
  expect(fates.get(secret(1))?.outcome).toMatchObject({ kind: 'unauthorized', sourceAddress: true });
});

test('a token request takes no longer than an attempt may', async () => {
  const { requests } = await disabling(3, { warm: false });
  expect(requests.map(({ timeoutMs }) => timeoutMs)).toEqual([10_000]);
});

test('a token that runs out while others wait for it costs no request for each of them', async () => {
  const { kinds, requests } = await disabling(10, { warm: false, lifetimeMs: 0 });
  expect(new Set(kinds)).toEqual(new Set(['disabled']));
  expect(requests.length).toBeLessThanOrEqual(3);
});

test('a token request that throws is one fault for all, not one for each, and is told by its name alone', async () => {
  const { fates, kinds, requests, calls } = await disabling(30, {
    warm: false,
    grant: () => {
      throw new TypeError('hunter2');
    },
  });
  expect(kinds).toEqual(Array(30).fill('unavailable'));
  expect(fates.get(secret(30))?.outcome).toEqual({
    kind: 'unavailable',
    reason: 'A fault of this function: TypeError',
  });
  expect([requests.length, calls.length]).toEqual([1, 0]);
});
