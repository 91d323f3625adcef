import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAnswer } from '../../../lib/vault/answer.ts';
import { readTokenAnswer } from '../../../lib/vault/token-answer.ts';
import { answer } from '../../support/answers.ts';
import { pause } from '../../support/arbitraries.ts';

const NOW = Date.parse('2026-11-24T09:30:00Z');

/** What has a meaning somewhere, wherever it may stand, or has none anywhere. */
const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(true, false, null, 0, 1, 1005, '1005', 1006, '1010: no', 3600, 'already', 'Bearer', 't0ken'),
  fc.constantFrom('no Route matched with those values', 'IP address not allowed: 203.0.113.7', 'invalid_client'),
  fc.jsonValue({ maxDepth: 1 }),
);

const fields = (...names: readonly string[]) =>
  fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] });

const document = fc
  .tuple(
    fields('code', 'message', 'error', 'access_token', 'token_type', 'expires_in'),
    fc.oneof(value, fields('message', 'mensagem', 'error', 'erro', 'error_code')),
    fc.oneof(value, fields('code', 'message')),
  )
  .map(([rest, response, exception]) => ({ ...rest, response, exception }));

const anyAnswer = fc
  .record({
    status: fc.oneof(fc.constantFrom(200, 200, 400, 401, 403, 404, 429, 500, 503), fc.integer({ min: 100, max: 999 })),
    body: fc.oneof(
      document.map((read) => JSON.stringify(read)),
      fc.json(),
      fc.string({ unit: 'binary' }),
    ),
    headers: fc.record({ 'retry-after': pause, 'ratelimit-reset': pause }, { requiredKeys: [] }),
  })
  .map(({ status, body, headers }) => answer(status, body, headers));

const waits = (read: object) => ('retryAfterMs' in read ? Number(read.retryAfterMs) : 0);

/** Whether the body says outright that nothing is wrong: its first word on that, in either language, is `false`. */
function saysSuccess(body: string): boolean {
  const { response } = JSON.parse(body);
  return [response.error, response.erro].find((word) => word !== undefined && word !== null) === false;
}

test('whatever is answered: the status decides alone where it must, and nothing is a success that does not say so', () => {
  fc.assert(
    fc.property(anyAnswer, (given) => {
      const { status, body } = given;
      const read = readAnswer(given, NOW);
      if (status === 401 || status === 403) expect(read.kind).toBe('refused');
      else if (status === 429 || status >= 500) expect(read.kind).toBe('unavailable');
      else if (status !== 200 && (status < 400 || status > 499)) expect(read.kind).toBe('unavailable');
      if (read.kind === 'refused') expect([401, 403, 404]).toContain(status);
      if (read.kind === 'disabled' || read.kind === 'already-disabled') {
        expect(status).toBe(200);
        expect(saysSuccess(body)).toBe(true);
      }
      if ('code' in read) expect(body).toContain(String(read.code));
      expect(waits(read)).toBeGreaterThanOrEqual(0);
      expect(waits(read)).toBeLessThan(Number.POSITIVE_INFINITY);
    }),
  );
});

test('whatever is answered to a token request: only a 200 grants, and only what the client got wrong is a refusal', () => {
  fc.assert(
    fc.property(anyAnswer, (given) => {
      const { status, body } = given;
      const read = readTokenAnswer(given, NOW);
      const refused = status >= 400 && status < 500 && status !== 408 && status !== 429;
      if (status !== 200) expect(read.kind).toBe(refused ? 'refused' : 'unavailable');
      if (read.kind === 'granted') {
        expect(status).toBe(200);
        expect(read.accessToken.reveal()).toBe(JSON.parse(body).access_token);
        expect(read.accessToken.reveal()).toMatch(/^[!-~]+$/);
        expect(Number.isSafeInteger(read.lifetimeMs) && read.lifetimeMs >= 1000).toBe(true);
      }
      expect(waits(read)).toBeGreaterThanOrEqual(0);
      expect(waits(read)).toBeLessThan(Number.POSITIVE_INFINITY);
    }),
  );
});
