import { inspect } from 'node:util';
import { exportJWK, generateKeyPair, importJWK, type JWK, jwtVerify } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { secretSettled } from '../../../lib/announce/cloud-event.ts';
import { push } from '../../../lib/announce/push.ts';
import { type Receivers, readReceivers } from '../../../lib/announce/receivers.ts';
import { localServer } from '../../support/local-server.ts';

const NOW = Date.UTC(2026, 10, 25, 9, 32);

const event = (more: object = {}) =>
  secretSettled(
    {
      kind: 'secret',
      identifier: 5,
      incidentId: 'INC-1',
      recordId: 'secret#5#m#done',
      messageId: 'm',
      firstSentAt: '2026-11-25T09:30:00.000Z',
      dryRun: false,
      deliveries: 1,
      attempts: 1,
      at: '2026-11-25T09:31:00.000Z',
      outcome: 'disabled',
      reason: 'in a paste',
      ...more,
    },
    { source: 'arn', version: '1' },
  );

let key: JWK;
beforeAll(async () => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  key = { ...(await exportJWK(privateKey)), kid: 'key-1' };
});

/** One who listens, and answers with this status. */
async function listener(status: number, headers: Record<string, string> = {}) {
  const { url, seen } = await localServer((response) =>
    response.writeHead(status, headers).end('{"err":"invalid_key","description":"secret stuff"}'),
  );
  return { url: `${url}/events`, heard: seen.requests };
}

function telling(urls: readonly string[], more: object = {}): Receivers {
  const receivers = urls.map((url, index) => ({ url, audience: `audience-${index}`, ...more }));
  return readReceivers('s', JSON.stringify({ issuer: 'https://kill-switch.example.com/', key, receivers }));
}

test('neither the key that signs nor the authorization of one who listens can print itself', () => {
  const receivers = telling(['https://them.example.com/'], { authorization: 'Bearer theirs' });
  const printed = inspect(receivers, { depth: 9, showHidden: true }) + JSON.stringify(receivers);
  expect(printed).not.toContain(String(key.d));
  expect(printed).not.toContain('theirs');
});

test('each who listens is told that the credential was revoked, in a token that the public key verifies', async () => {
  const { url, heard } = await listener(202);
  const pushed = await push(event(), telling([url], { authorization: 'Bearer theirs' }), NOW);
  expect(pushed).toEqual([{ kind: 'taken', audience: 'audience-0' }]);
  expect(heard).toMatchObject([
    { headers: { 'content-type': 'application/secevent+jwt', authorization: 'Bearer theirs' } },
  ]);
  const { d: _, ...publicKey } = key;
  const { payload, protectedHeader } = await jwtVerify(heard[0]?.body ?? '', await importJWK(publicKey, 'ES256'), {
    typ: 'secevent+jwt',
    issuer: 'https://kill-switch.example.com/',
    audience: 'audience-0',
  });
  expect(protectedHeader).toMatchObject({ kid: 'key-1', alg: 'ES256' });
  expect(payload).toMatchObject({
    jti: 'INC-1/secret#5#m#done',
    iat: NOW / 1000,
    txn: 'INC-1',
    sub_id: { format: 'opaque', id: '5' },
    events: {
      'https://schemas.openid.net/secevent/caep/event-type/credential-change': {
        change_type: 'revoke',
        event_timestamp: Date.UTC(2026, 10, 25, 9, 31) / 1000,
        reason_admin: { en: 'in a paste' },
      },
    },
  });
  expect(payload).not.toHaveProperty('exp');
});

test('one who does not take it does not keep others from being told, and is named without what it said', async () => {
  const [taking, refusing, moved] = await Promise.all([
    listener(202),
    listener(400),
    listener(302, { location: '/elsewhere' }),
  ]);
  const pushed = await push(event(), telling([refusing.url, 'http://127.0.0.1:1/', moved.url, taking.url]), NOW);
  expect(pushed).toEqual([
    { kind: 'not-taken', audience: 'audience-0', reason: 'HTTP 400, where 202 says that it was taken' },
    { kind: 'not-taken', audience: 'audience-1', reason: 'no answer (ECONNREFUSED)' },
    { kind: 'not-taken', audience: 'audience-2', reason: 'HTTP 302, where 202 says that it was taken' },
    { kind: 'taken', audience: 'audience-3' },
  ]);
  expect(moved.heard).toHaveLength(1);
});

test.each([['already-disabled'], ['not-found']])('%s is no revocation, and nobody is told', async (outcome) => {
  const { url, heard } = await listener(202);
  expect(await push(event({ outcome }), telling([url]), NOW)).toEqual([]);
  expect(heard).toEqual([]);
});

test('a name that led to nothing is no revocation either', async () => {
  const named = event({ kind: 'name', name: 'tag:abc', identifier: undefined });
  expect(await push(named, telling(['http://127.0.0.1:1/']), NOW)).toEqual([]);
});

test('receivers that cannot be used are named by their fields, without a value', () => {
  const bad = {
    issuer: '',
    key: { ...key, d: undefined, crv: 'P-999' },
    receivers: [{ url: 'http://example.com/x', audience: 'a' }],
  };
  expect(() => readReceivers('mysafe/receivers', JSON.stringify(bad))).toThrow(
    /^Secret mysafe\/receivers does not hold usable receivers: (?=.*issuer must not be empty)(?=.*key\.crv must be P-256)(?=.*key\.d must be a text)(?=.*receivers\.0\.url must be an https URL)(?!.*P-999)(?!.*example\.com)/,
  );
  const unheardOf = { ...bad, receivers: [{ url: 'https://[', audience: 'a' }] };
  expect(() => readReceivers('s', JSON.stringify(unheardOf))).toThrow('receivers.0.url must be an https URL');
  expect(() => readReceivers('s', 'not JSON')).toThrow('the whole must be a JSON object');
});
