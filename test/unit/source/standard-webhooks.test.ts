import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { readJson } from '../../../lib/source/json.ts';
import { sharedSecrets } from '../../../lib/source/shared-secret.ts';
import { verifyStandardWebhook } from '../../../lib/source/standard-webhooks.ts';
import { NOW, OTHER_SECRET, SECRET, standardWebhook } from '../../support/signed.ts';

const secrets = sharedSecrets.parse({ current: SECRET });
const MISSING = 'The headers webhook-id, webhook-timestamp and webhook-signature are needed';

/** Signed whatever its headers are. */
function signed(id: string, timestamp: string, body = '{}') {
  const signature = createHmac('sha256', SECRET).update(`${id}.${timestamp}.${body}`).digest('base64');
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
  return { headers, body: Buffer.from(body) };
}

test('the example of a library of the standard is verified, with a secret as the standard writes it', () => {
  const received = {
    headers: {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    },
    body: Buffer.from('{"test": 2432232314}'),
  };
  const theirs = sharedSecrets.parse({ current: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' });
  expect(verifyStandardWebhook(received, theirs, 1_614_265_330_000)).toEqual({ kind: 'verified' });
});

test('of several signatures one is enough, but nobody has more than ten', () => {
  const { headers, body } = standardWebhook('{}');
  const other = standardWebhook('{}', { secret: OTHER_SECRET }).headers['webhook-signature'];
  const among = (others: number) => ({
    headers: {
      ...headers,
      'webhook-signature': [...Array.from({ length: others }, () => other), headers['webhook-signature']].join(' '),
    },
    body,
  });
  expect(verifyStandardWebhook(among(9), secrets, NOW).kind).toBe('verified');
  expect(verifyStandardWebhook(among(10), secrets, NOW).kind).toBe('refused');
});

describe('is refused, though it is signed:', () => {
  const seconds = String(NOW / 1000);
  test.each([
    ['without an id', signed('', seconds)],
    ['with an id in which another could end', signed('a.b', seconds)],
    ['with an id that holds a space', signed('a b', seconds)],
    ['with a space before its id', signed(' a', seconds)],
    ['without a time', signed('a', '')],
    ['with a time that is not written in digits', signed('a', `${seconds}.0`)],
    ['with a sign before its time', signed('a', `+${seconds}`)],
  ])('one %s', (_, received) => {
    expect(verifyStandardWebhook(received, secrets, NOW)).toMatchObject({
      kind: 'refused',
      signer: 'unknown',
      reason: MISSING,
    });
  });

  test('one that is a moment too old, while five minutes to the moment will do', () => {
    const received = signed('a', seconds);
    expect(verifyStandardWebhook(received, secrets, NOW + 300_000)).toEqual({ kind: 'verified' });
    expect(verifyStandardWebhook(received, secrets, NOW + 300_001)).toMatchObject({
      reason: 'The time stamp is not within five minutes',
    });
  });
});

test('a request without headers, or signed by others, is refused with the reason', () => {
  expect(verifyStandardWebhook({ headers: {}, body: Buffer.from('') }, secrets, NOW)).toMatchObject({
    reason: MISSING,
  });
  expect(verifyStandardWebhook(standardWebhook('{}', { secret: OTHER_SECRET }), secrets, NOW)).toMatchObject({
    reason: 'The signature is not one of ours',
  });
});

test.each([
  ['not JSON', 'the body is not JSON'],
  ['5', 'the body is not as documented'],
  ['{"a":[{"b":5}]}', 'a.0.b is not as documented'],
])('a body %s is refused by the field that is wrong', (body, reason) => {
  const shape = z.object({ a: z.array(z.object({ b: z.string() })) });
  expect(readJson(Buffer.from(body), shape)).toEqual({
    kind: 'refused',
    code: 'invalid_request',
    status: 400,
    signer: 'known',
    reason,
  });
});
