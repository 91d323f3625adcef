import { expect, test } from 'vitest';
import { body, delivery, secret } from '../../support/messages.ts';
import { DISABLED, TOKEN, UNAVAILABLE } from '../../support/scripted-vault.ts';
import { served } from '../../support/served.ts';

test('every call and every request for a token is counted, whatever comes of it', async () => {
  const { measured } = await served([delivery(body([1, 2]))], {
    warm: false,
    disable: ({ id }) => (id === 1 ? DISABLED : UNAVAILABLE),
  });
  expect([measured.get('Calls'), measured.get('Retries')]).toEqual([[5], [3]]);
  expect(measured.get('TokenRequests')).toEqual([1]);
});

test('asking for a list is a call', async () => {
  const named = delivery(JSON.stringify({ type: 'credential.compromised', secrets: [{ tag: 'leaver' }] }));
  const { measured, lists } = await served([named], {
    list: (query) => ({
      kind: 'listed',
      // The list of everything and that of the tag, which would be the same where the vault does not filter.
      secrets: String(query).includes('leaver') ? [{ id: secret(7), canEdit: true }] : [],
    }),
  });
  expect(lists.length).toBeGreaterThan(0);
  expect(measured.get('Calls')).toEqual([lists.length + (measured.get('Disabled')?.[0] ?? 0)]);
});

test('credentials that cannot be read are no request for a token', async () => {
  const { measured } = await served([delivery(body([5]))], {
    warm: false,
    unreadable: { kind: 'unreadable', reason: 'no such secret' },
  });
  expect(measured.get('Unauthorized')).toEqual([1]);
  expect([measured.get('TokenRequests'), measured.get('Calls')]).toEqual([undefined, undefined]);
});

test('every 429 is counted, with a pause or without, also of a secret that is disabled in the end', async () => {
  const throttled = { ...UNAVAILABLE, isThrottled: true } as const;
  const { measured } = await served([delivery(body([5]))], {
    disable: ({ attempt }) =>
      attempt === 1 ? throttled : attempt === 2 ? { ...throttled, retryAfterMs: 10 } : DISABLED,
  });
  expect(measured.get('Disabled')).toEqual([1]);
  expect(measured.get('Throttled')).toEqual([2]);
});

test('every answer that asks for a pause is counted, to a call as to a request for a token', async () => {
  const pause = { ...UNAVAILABLE, retryAfterMs: 1000 };
  const { measured } = await served([delivery(body([5]))], {
    warm: false,
    grant: (request) => (request === 1 ? pause : TOKEN),
    disable: ({ attempt }) => (attempt === 1 ? pause : attempt === 2 ? UNAVAILABLE : DISABLED),
  });
  expect(measured.get('Disabled')).toEqual([1]);
  expect(measured.get('Throttled')).toEqual([2]);
});
