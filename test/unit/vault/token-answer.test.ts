import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTokenAnswer } from '../../../lib/vault/token-answer.ts';
import { answer } from '../../support/answers.ts';

const NOW = Date.parse('2026-11-24T09:30:00Z');

const read = (status: number, body: unknown, headers = {}) => readTokenAnswer(answer(status, body, headers), NOW);
const granted = (more: object) => read(200, { access_token: 't0ken', token_type: 'Bearer', ...more });

test.each([
  [3600, 3_600_000],
  ['3600', 3_600_000],
  [1, 1000],
  [undefined, 3_600_000],
  [null, 3_600_000],
  [0, 3_600_000],
  [-1, 3_600_000],
  ['soon', 3_600_000],
  [{}, 3_600_000],
])('expires_in %j is a lifetime of %i ms', (expires_in, lifetimeMs) => {
  expect(granted({ expires_in })).toMatchObject({ kind: 'granted', lifetimeMs });
});

test.each([0.001, 0.9, 5e-324])('a life of %d s is too short to be meant', (expires_in) => {
  const read = granted({ expires_in });
  expect(read.kind === 'granted' && read.lifetimeMs).toBeGreaterThanOrEqual(1000);
});

test.each(['bearer', 'Bearer', 'BEARER', undefined])('a token of type %s is one for us', (token_type) => {
  expect(granted({ token_type }).kind).toBe('granted');
});

test.each([
  ['no token', { access_token: undefined }],
  ['an empty token', { access_token: '' }],
  ['a token that is no string', { access_token: 7 }],
  ['a token with a line break, which would be another header', { access_token: 'a\r\nx: y' }],
  ['a token with a space', { access_token: 'a b' }],
  ['a token beyond ASCII', { access_token: 'tökén' }],
  ['another type of token', { token_type: 'mac' }],
])('a 200 with %s is unavailable', (_, more) => {
  expect(granted(more)).toMatchObject({ kind: 'unavailable' });
});

test.each(['', 'OK', '[]', '"t0ken"', 'null', '<html>', '{"access_token":'])(
  'a 200 that is %j is unavailable',
  (body) => {
    expect(read(200, body)).toEqual({
      kind: 'unavailable',
      reason: 'the token endpoint answered HTTP 200 without a usable token',
    });
  },
);

test.each([400, 401, 402, 403, 404, 405, 410, 422, 451])('%i is a refusal', (status) => {
  expect(read(status, 'no')).toEqual({
    kind: 'refused',
    reason: `the token endpoint answered HTTP ${status}`,
    sourceAddress: false,
  });
});

test.each([201, 204, 301, 302, 303, 307, 308, 408, 429, 500, 502, 503, 504])('%i may pass', (status) => {
  expect(read(status, { access_token: 't0ken' }).kind).toBe('unavailable');
});

test('a pause that is asked for is passed on', () => {
  expect(read(503, '', { 'retry-after': '4' })).toMatchObject({ retryAfterMs: 4000 });
  expect(read(503, '')).not.toHaveProperty('retryAfterMs');
});

test.each([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
])('the reason quotes %s, an error code of the standard', (error) => {
  expect(read(400, { error })).toMatchObject({ reason: `the token endpoint answered HTTP 400 ${error}` });
});

test('the reason says that the address is not served, and not which', () => {
  expect(read(403, { message: 'IP address not allowed: 203.0.113.7' })).toMatchObject({
    reason: 'the token endpoint answered HTTP 403 IP address not allowed',
    sourceAddress: true,
  });
});

test('the reason quotes an error code of the standard and nothing else', () => {
  expect(read(400, { error: 'invalid_scope', error_description: 's3cret' })).toMatchObject({
    reason: 'the token endpoint answered HTTP 400 invalid_scope',
  });
  expect(read(400, { error: 's3cret', message: 's3cret' })).toMatchObject({
    reason: 'the token endpoint answered HTTP 400',
  });
});

test.each(['access_token', 'token_type', 'expires_in', 'error', 'message'])(
  '%s that cannot be written as text is no harm',
  (field) => {
    const answered = { access_token: 't0ken', [field]: { toString: false, valueOf: false } };
    for (const status of [200, 400, 503]) expect(() => read(status, answered)).not.toThrow();
  },
);

test('a reason never holds a word of what the endpoint said', () => {
  const secret = 'client-s3cret';
  const text = fc.constantFrom(secret, `echo ${secret}`, { client_secret: secret }, { error: secret, message: secret });
  fc.assert(
    fc.property(fc.integer({ min: 200, max: 599 }), text, (status, body) => {
      expect(JSON.stringify(read(status, body))).not.toContain(secret);
    }),
  );
});

test('every answer reads as something, and a token lives for some time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 200, max: 599 }), fc.oneof(fc.string(), fc.json()), (status, body) => {
      const answered = read(status, body);
      expect(['granted', 'refused', 'unavailable']).toContain(answered.kind);
    }),
  );
  fc.assert(
    fc.property(fc.jsonValue(), (expires_in) => {
      const answered = granted({ expires_in });
      if (answered.kind === 'granted') expect(answered.lifetimeMs).toBeGreaterThanOrEqual(1000);
    }),
  );
});
