import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../../lib/alert/fingerprint.ts';
import { ssf } from '../../../lib/source/ssf.ts';
import { answer } from '../../../lib/webhook/answer.ts';
import { SSF_SAMPLE } from '../../support/samples.ts';
import { issuedAt, SSF_KEYS, securityEventToken } from '../../support/security-event-token.ts';
import { NOW, SECRET } from '../../support/signed.ts';

const COMPROMISE = 'https://schemas.openid.net/secevent/risc/event-type/credential-compromise';
/** In seconds. */
const DAY = 86_400;
const claims = JSON.parse(issuedAt(SSF_SAMPLE, NOW));

async function verdict(token: string, contentType = 'application/secevent+jwt') {
  const read = ssf.withKeys(SSF_KEYS);
  if (read.kind === 'unusable') throw new Error(read.reason);
  return read.verify({ headers: { 'content-type': contentType }, body: Buffer.from(token) }, NOW);
}

const signed = async (more: object, header = {}) =>
  String((await securityEventToken(JSON.stringify({ ...claims, ...more }), header)).body);

const translated = async (more: object) =>
  ssf.translate(await securityEventToken(JSON.stringify({ ...claims, ...more })));

describe('a security event token is refused, with the code of RFC 8935,', () => {
  test.each([
    ['of another issuer', () => signed({ iss: 'https://other.example.com/' }), 'invalid_issuer'],
    ['for somebody else', () => signed({ aud: 'somebody else' }), 'invalid_audience'],
    ['with a key that is not known', () => signed({}, { kid: 'newest' }), 'invalid_key'],
    ['with another type, such as an access token', () => signed({}, { typ: 'at+jwt' }), 'invalid_request'],
    ['without an id', () => signed({ jti: undefined }), 'invalid_request'],
    ['without the time of its issue', () => signed({ iat: undefined }), 'invalid_request'],
    ['from later', () => signed({ iat: NOW / 1000 + 301 }), 'invalid_request'],
    ['of more than a day ago', () => signed({ iat: NOW / 1000 - DAY - 1 }), 'invalid_request'],
    ['that is none', async () => 'a.b', 'invalid_request'],
    [
      'that is signed with a shared secret',
      () =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: 'HS256', kid: 'new', typ: 'secevent+jwt' })
          .sign(new TextEncoder().encode(SECRET)),
      'invalid_request',
    ],
  ])('%s', async (_, make, code) => {
    const refused = await verdict(await make());
    expect(refused).toMatchObject({ kind: 'refused', code, status: 400 });
    if (refused.kind !== 'refused') return;
    expect(answer(refused, 'security-event-token')).toEqual({
      statusCode: 400,
      headers: { 'content-type': 'application/json', 'content-language': 'en' },
      body: JSON.stringify({ err: code, description: refused.reason }),
    });
  });
});

test.each(['application/json', 'application/secevent+jwt2', ''])(
  'a token that is said to be %j is refused',
  async (type) => {
    expect(await verdict(await signed({}), type)).toMatchObject({ kind: 'refused', code: 'invalid_request' });
  },
);

test.each([
  ['a day ago', -DAY],
  ['five minutes from now', 300],
])('a token of %s is still taken, to the second', async (_, seconds) => {
  expect(await verdict(await signed({ iat: NOW / 1000 + seconds }))).toEqual({ kind: 'verified' });
});

test('what is accepted is answered without a body', () => {
  const accepted = { kind: 'accepted', incidentId: 'ssf-1', counts: { secrets: 1, unresolved: 0 } } as const;
  expect(answer(accepted, 'security-event-token')).toMatchObject({ statusCode: 202, body: '' });
});

test('a verification of the stream is heard, and is no alert', async () => {
  const events = { 'https://schemas.openid.net/secevent/ssf/event-type/verification': { state: 'x' } };
  const reason = 'The transmitter asks whether anybody listens';
  expect(await translated({ events })).toEqual({ kind: 'nothing', reason });
  expect(answer({ kind: 'nothing', reason }, 'security-event-token')).toMatchObject({ statusCode: 202, body: '' });
});

test('another event is refused', async () => {
  const events = { 'https://schemas.openid.net/secevent/risc/event-type/account-disabled': {} };
  expect(await translated({ events })).toMatchObject({ kind: 'refused', status: 422 });
});

test.each([
  [{ identifier: 5 }, {}, { by: 'identifier', identifier: 5 }],
  [{ tag: 'leaked' }, {}, { by: 'tag', tag: 'leaked' }],
  [{}, { sub_id: { format: 'opaque', id: 'client-7' } }, { by: 'fingerprint', fingerprint: fingerprintOf('client-7') }],
  [{}, { sub_id: { format: 'account', uri: 'acct:a' } }, { by: 'fingerprint', fingerprint: fingerprintOf('acct:a') }],
  [{}, { sub_id: { format: 'email', email: 'a@x.org' } }, { by: 'fingerprint', fingerprint: fingerprintOf('a@x.org') }],
  [
    {},
    { sub_id: { format: 'phone_number', phone_number: '+1' } },
    { by: 'fingerprint', fingerprint: fingerprintOf('+1') },
  ],
  [{}, { sub_id: { format: 'iss_sub', iss: 'i', sub: 's' } }, { by: 'fingerprint', fingerprint: fingerprintOf('s') }],
  [
    { subject: { subject_type: 'email', email: 'a@x.org' } },
    {},
    { by: 'fingerprint', fingerprint: fingerprintOf('a@x.org') },
  ],
  [
    {},
    { sub_id: { format: 'complex', user: { email: 'a@x.org' } } },
    { by: 'fingerprint', fingerprint: fingerprintOf('{"format":"complex","user":{"email":"a@x.org"}}') },
  ],
])('an event %j with %j names %j', async (event, more, expected) => {
  const read = await translated({ events: { [COMPROMISE]: event }, ...more });
  expect(read).toMatchObject({ kind: 'alert', alert: { secrets: [expected] } });
});

/** By hand: what is nested so deeply could not be written here either. */
const nested = (levels: number) => `{"id":"client-7","more":${'['.repeat(levels)}${']'.repeat(levels)}}`;
const readWith = async (field: string, event: string) =>
  ssf.translate(
    await securityEventToken(
      JSON.stringify({ ...claims, sub_id: undefined, events: {} })
        .replace('"events":{}', `"events":{"${COMPROMISE}":${event}}`)
        .replace(/}$/, `${field}}`),
    ),
  );

test.each([
  ['sub_id', `,"sub_id":${nested(40_000)}`, '{}'],
  ['subject of the event', '', `{"subject":${nested(40_000)}}`],
])('a %s that is nested without end is malformed: sent again it would be the same', async (_, field, event) => {
  expect(await readWith(field, event)).toMatchObject({ kind: 'refused', status: 400 });
});

test('a subject may say more than the standard knows of', async () => {
  expect(await readWith(`,"sub_id":${nested(12)}`, '{}')).toMatchObject({ kind: 'alert' });
});

test('each alias of a subject is looked up', async () => {
  const identifiers = [
    { format: 'email', email: 'a@x.org' },
    { format: 'opaque', id: 'client-7' },
  ];
  const events = { [COMPROMISE]: { reason_admin: 'a@x.org was phished' } };
  expect(await translated({ events, sub_id: { format: 'aliases', identifiers } })).toMatchObject({
    alert: {
      reason: '[redacted] was phished',
      secrets: [{ by: 'aliases', fingerprints: [fingerprintOf('a@x.org'), fingerprintOf('client-7')] }],
    },
  });
});

test.each([
  [{}, {}],
  [{}, { sub_id: {} }],
  [{ identifier: -1 }, { sub_id: { format: 'opaque', id: 'client-7' } }],
  [5, {}],
])('an event %j with %j is malformed: nobody is guessed at', async (event, more) => {
  expect(await translated({ events: { [COMPROMISE]: event }, ...more })).toMatchObject({
    kind: 'refused',
    status: 400,
  });
});

test.each([
  ['its event', { events: { [COMPROMISE]: { identifier: 5, dryRun: true } } }],
  ['its claims', { events: { [COMPROMISE]: { identifier: 5 } }, dry_run: true }],
])('a token that means a dry run by %s is refused: the profile has none', async (_, more) => {
  const reason = 'dryRun is not as documented';
  expect(await translated(more)).toMatchObject({ kind: 'refused', status: 400, reason });
});

test.each([
  [{ format: 'opaque', id: 'client-7' }, 'client-7 was phished'],
  [{ format: 'email', email: 'a@x.org' }, 'a@x.org was phished'],
  [{ format: 'iss_sub', iss: 'https://i', sub: 'user-7', email: 'a@x.org' }, 'a@x.org was phished'],
  [{ format: 'complex', user: { format: 'email', email: 'a@x.org' } }, 'a@x.org was phished'],
])('the reason does not repeat whose credential it is, however %j says it', async (sub_id, said) => {
  const events = { [COMPROMISE]: { reason_admin: { en: said } } };
  expect(await translated({ events, sub_id })).toMatchObject({ alert: { reason: '[redacted] was phished' } });
});

test('of a token that says in both ways whose credential it is, neither is repeated', async () => {
  const events = { [COMPROMISE]: { subject: { email: 'a@x.org' }, reason_admin: 'a@x.org lost client-7' } };
  expect(await translated({ events, sub_id: { format: 'opaque', id: 'client-7' } })).toMatchObject({
    alert: { reason: '[redacted] lost [redacted]', secrets: [{ fingerprint: fingerprintOf('client-7') }] },
  });
});

test.each([
  { kty: 'oct', k: 'c2VjcmV0' },
  { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'private' },
])('a key that is not public is refused: %j', (key) => {
  expect(ssf.withKeys({ ...SSF_KEYS, jwks: { keys: [key] } })).toEqual({
    kind: 'unusable',
    reason: 'ssf.jwks must be a JSON Web Key Set of public keys',
  });
});
