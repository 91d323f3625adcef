import { expect, test } from 'vitest';
import type { Answer } from '../../../lib/outcome/outcome.ts';
import { disabling } from '../../support/disabling.ts';
import { secret } from '../../support/messages.ts';
import { type Asked, DISABLED, REFUSED, UNAVAILABLE } from '../../support/scripted-vault.ts';

/** Secret 4 is refused whatever the token; everything else is disabled. */
const refusingFour = ({ id }: { id: number }) => ({ ...(id === 4 ? REFUSED : DISABLED), tookMs: 50 });

test('a refusal of the new token that works for others concerns that secret alone, and the others go on', async () => {
  const { fates, kinds, requests, seen } = await disabling(100, { disable: refusingFour });
  expect(fates.get(secret(4))?.outcome).toEqual({ ...REFUSED, kind: 'unauthorized' });
  expect(kinds.filter((kind) => kind === 'disabled')).toHaveLength(99);
  expect([requests.length, seen.readings]).toEqual([1, 0]);
});

test('the refused secret was called with the old token and with the new one', async () => {
  const { fates, calls } = await disabling(100, { disable: refusingFour });
  expect(calls.filter(({ id }) => id === 4).map(({ token }) => token)).toEqual(['A', 'B']);
  expect(fates.get(secret(4))?.attempts).toBe(2);
});

test('several such secrets cost one call each and no further token', async () => {
  const { kinds, requests } = await disabling(100, {
    disable: ({ id }) => ({ ...(id % 5 === 0 ? REFUSED : DISABLED), tookMs: 50 }),
  });
  expect(kinds.filter((kind) => kind === 'unauthorized')).toHaveLength(20);
  expect(requests).toHaveLength(1);
});

test('a refusal that comes before others have their answers with the same token waits for them', async () => {
  const { kinds, requests, seen } = await disabling(
    100,
    {
      disable: ({ id, token }) => ({ ...(id === 4 ? REFUSED : DISABLED), tookMs: id !== 4 || token === 'A' ? 50 : 5 }),
    },
    { concurrency: 5 },
  );
  expect(kinds.filter((kind) => kind === 'disabled')).toHaveLength(99);
  expect([requests.length, seen.readings]).toEqual([1, 0]);
});

test('a secret that is refused faster than all others are answered does not make them unauthorized', async () => {
  const { kinds } = await disabling(100, {
    disable: ({ id }) => (id === 4 ? { ...REFUSED, tookMs: 5 } : { ...DISABLED, tookMs: 500 }),
  });
  expect(kinds.filter((kind) => kind === 'unauthorized')).toHaveLength(1);
});

test.each<[string, (asked: Asked) => Answer]>([
  ['not found', ({ id }) => (id === 4 ? REFUSED : { kind: 'not-found', code: 1005, said: '1005' })],
  ['denied', ({ id }) => (id === 4 ? REFUSED : { kind: 'access-denied', code: 1006, said: '1006' })],
  ['rejected', ({ id }) => (id === 4 ? REFUSED : { kind: 'rejected', code: 1010, said: '1010' })],
  ['already disabled', ({ id }) => (id === 4 ? REFUSED : { kind: 'already-disabled' })],
])('an answer of MySafe that says %s shows that the token works', async (_, disable) => {
  const { kinds, requests, calls } = await disabling(100, { disable });
  expect(kinds.filter((kind) => kind === 'unauthorized')).toHaveLength(1);
  expect(calls).toHaveLength(101);
  expect(requests).toHaveLength(1);
});

test('that the vault is unavailable for others does not show that the token works', async () => {
  const { fates, requests, seen } = await disabling(
    6,
    { disable: ({ id }) => ({ ...(id === 4 ? REFUSED : UNAVAILABLE), tookMs: id === 4 ? 20 : 10 }) },
    { maxAttempts: 1, concurrency: 4 },
  );
  expect(fates.get(secret(4))?.outcome.kind).toBe('unauthorized');
  expect([requests.length, seen.readings]).toEqual([2, 1]);
});

test('with one call at a time, others are tried before a secret is refused for the third time', async () => {
  const { kinds, requests, calls } = await disabling(
    20,
    { disable: ({ id }) => (id === 1 ? REFUSED : DISABLED) },
    { concurrency: 1 },
  );
  expect(kinds).toEqual(['unauthorized', ...Array(19).fill('disabled')]);
  expect(requests).toHaveLength(2);
  expect(calls.filter(({ id }) => id === 1).map(({ token }) => token)).toEqual(['A', 'B', 'C']);
});

test('what the old token was good for says nothing about the new one', async () => {
  const { kinds, requests, seen } = await disabling(
    20,
    { disable: ({ token, id }) => ({ ...(token === 'A' && id < 5 ? DISABLED : REFUSED), tookMs: 50 }) },
    { concurrency: 4 },
  );
  expect(kinds).toEqual([...Array(4).fill('disabled'), ...Array(16).fill('unauthorized')]);
  expect([requests.length, seen.readings]).toEqual([2, 1]);
});

test('a token of the credentials that were read again can be good for all but one, too', async () => {
  const { kinds, requests } = await disabling(20, {
    disable: ({ id, token }) => ({ ...(token !== 'C' || id === 4 ? REFUSED : DISABLED), tookMs: 50 }),
  });
  expect(kinds.filter((kind) => kind === 'unauthorized')).toHaveLength(1);
  expect(requests).toHaveLength(2);
});

test('a secret refused alone is not tried again, and holds nobody up', async () => {
  const { calls } = await disabling(20, { disable: refusingFour }, { concurrency: 2 });
  expect(calls.filter(({ id }) => id === 4).map(({ attempt }) => attempt)).toEqual([1, 2]);
});
