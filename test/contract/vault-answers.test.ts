import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../lib/vault/answer.ts';
import { answer } from '../support/answers.ts';

// What the vendor's pages and Kong's sources say, word for word, and how we read it.

const NOW = Date.parse('2026-11-24T09:30:00Z');

const read = (status: number, body: unknown, headers = {}) => readAnswer(answer(status, body, headers), NOW);

const DISABLED =
  '{"code":200,"response":{"status":200,"message":"Api secret successfully deactivated","error":false,"error_code":0,"detail":"","mensagem":"Api secret successfully deactivated","erro":false,"cod_erro":0}}';

const refusal = (message: string, code: number) =>
  `{"code":400,"response":{"status":400,"message":"${message}","error":true,"error_code":1,"detail":"","mensagem":"${message}","erro":true,"cod_erro":1},"exception":{"code":${code},"message":"${message}","detail":null}}`;

describe("MySafe's answers to: disable this API secret", () => {
  test.each([
    ['disabled now', DISABLED],
    ['v3-32: two spaces', DISABLED.replaceAll('Api secret', 'API secret ')],
    ['v3-32: no code at the top', DISABLED.replace('"code":200,"response"', '"response"')],
    ['only the Portuguese fields', '{"response":{"status":200,"mensagem":"…","erro":false,"cod_erro":0}}'],
  ])('200 %s', (_, body) => {
    expect(read(200, body)).toEqual({ kind: 'disabled' });
  });

  test.each([
    'Api secret has already been deactivated',
    'API secret has already been deactivated',
    'API  secret has ALREADY been deactivated',
  ])('200 %s', (message) => {
    expect(read(200, DISABLED.replaceAll('Api secret successfully deactivated', message))).toEqual({
      kind: 'already-disabled',
    });
  });

  test.each([
    ['1005: Api secret not found', 1005, 'not-found'],
    ['1005: API secret not found', 1005, 'not-found'],
    ['1006: User does not have access', 1006, 'access-denied'],
    ['1010: Unexpected identifier type', 1010, 'rejected'],
    ['1003: Identifier type', 1003, 'rejected'],
    ['1001: Missing parameter', 1001, 'rejected'],
    ['1009: Inactive api secret', 1009, 'rejected'],
  ])('400 %s is final', (message, code, kind) => {
    const expected = { kind, code, said: `MySafe says ${message}` };
    expect(read(400, refusal(message, code))).toEqual(expected);
    // Where `exception` is missing, the digits before the first colon are the code.
    expect(read(400, refusal(message, code).replace(/,"exception".*/, '}'))).toEqual(expected);
  });

  test('500 Unexpected error. may pass', () => {
    const body = refusal('Unexpected error.', 500).replaceAll('400', '500');
    expect(read(500, body)).toMatchObject({ kind: 'unavailable' });
  });

  test.each([401, 403])('%i You are not authorized to access this resource. is authentication', (status) => {
    const body = refusal('You are not authorized to access this resource.', 1006).replaceAll('400', String(status));
    expect(read(status, body)).toEqual({
      kind: 'refused',
      reason: `The vault refused access: HTTP ${status} You are not authorized to access this resource.`,
      sourceAddress: false,
    });
  });

  test.each([
    ['an error', refusal('Something new', 400).replace(/,"exception".*/, '}')],
    ['no success that it would say outright', '{"code":200,"response":{"status":200,"message":"Api secret"}}'],
    ['no such JSON', '<html><body>Api secret successfully deactivated</body></html>'],
    ['no JSON object', '"Api secret successfully deactivated"'],
    ['nothing', ''],
  ])('a 200 whose body says %s is not a success', (_, body) => {
    expect(read(200, body)).toMatchObject({ kind: 'unavailable' });
  });

  test('a 200 with error: true and a number is what the number says', () => {
    expect(read(200, refusal('1005: Api secret not found', 1005))).toMatchObject({ kind: 'not-found' });
  });
});

describe("the gateway's own answers", () => {
  const kong = (message: string, more = {}) => ({ message, ...more });

  test.each([
    [401, 'Unauthorized'],
    [403, 'Forbidden'],
    [401, 'invalid token'],
  ])('%i %s: a new token, or else configuration', (status, message) => {
    expect(read(status, kong(message, { request_id: 'a1b2' }))).toEqual({
      kind: 'refused',
      reason: `The vault refused access: HTTP ${status} ${message}`,
      sourceAddress: false,
    });
  });

  test('404 no Route matched: a new token, or else configuration, of which it names the two that it may be', () => {
    expect(read(404, kong('no Route matched with those values'))).toEqual({
      kind: 'refused',
      reason:
        'The vault refused access: HTTP 404 no Route matched with those values (wrong baseUrl, or a wrong or expired access key)',
      sourceAddress: false,
    });
  });

  test.each(['IP address not allowed: 203.0.113.7', 'Your IP address is not allowed'])(
    '403 %s: the source address',
    (message) => {
      expect(read(403, kong(message))).toMatchObject({ kind: 'refused', sourceAddress: true });
    },
  );

  test.each([
    [500, 'An unexpected error occurred'],
    [500, 'An unexpected error'],
    [502, 'An invalid response was received from the upstream server'],
    [503, 'failure to get a peer from the ring-balancer'],
    [503, 'name resolution failed'],
    [503, 'The upstream server is currently unavailable'],
    [504, 'The upstream server is timing out'],
  ])('%i %s may pass', (status, message) => {
    expect(read(status, kong(message))).toEqual({
      kind: 'unavailable',
      reason: `No usable answer from the vault: HTTP ${status} ${message}`,
    });
  });

  test('429 may pass, and says that it was too much', () => {
    expect(read(429, kong('API rate limit exceeded'))).toEqual({
      kind: 'unavailable',
      reason: 'No usable answer from the vault: HTTP 429 API rate limit exceeded',
      isThrottled: true,
    });
  });

  test.each([
    ['Retry-After in seconds', { 'retry-after': '7' }, 7000],
    ['Retry-After as a date', { 'retry-after': 'Tue, 24 Nov 2026 09:30:42 GMT' }, 42_000],
    ['RateLimit-Reset', { 'ratelimit-limit': '10', 'ratelimit-remaining': '0', 'ratelimit-reset': '5' }, 5000],
    ['both', { 'retry-after': '7', 'ratelimit-reset': '5' }, 7000],
  ])('429 with %s: wait that long', (_, headers, retryAfterMs) => {
    expect(read(429, kong('API rate limit exceeded'), headers)).toMatchObject({ kind: 'unavailable', retryAfterMs });
  });

  test('plain text and HTML are read as well', () => {
    expect(read(404, 'no Route matched with those values\n')).toMatchObject({ kind: 'refused' });
    expect(read(404, '<p>no Route matched with those values.</p>')).toMatchObject({ kind: 'refused' });
    expect(read(504, '<p>The upstream server is timing out</p>')).toMatchObject({ kind: 'unavailable' });
  });

  test('a 404 that is neither of the gateway nor of MySafe says nothing about the secret', () => {
    expect(read(404, '<h1>Not Found</h1>')).toMatchObject({ kind: 'unavailable' });
  });
});
