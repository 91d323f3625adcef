import { describe, expect, test } from 'vitest';
import { readTokenAnswer } from '../../lib/vault/token-answer.ts';
import { answer } from '../support/answers.ts';

const NOW = Date.parse('2026-11-24T09:30:00Z');

const token = (status: number, body: unknown, headers = {}) => readTokenAnswer(answer(status, body, headers), NOW);

describe('answers to the token request', () => {
  test('a token, with its lifetime', () => {
    const read = token(200, '{"access_token":"abc.def","token_type":"bearer","expires_in":3600}');
    expect(read).toMatchObject({ kind: 'granted', lifetimeMs: 3_600_000 });
    expect(read.kind === 'granted' && read.accessToken.reveal()).toBe('abc.def');
  });

  test.each([
    [400, '{"error":"invalid_client"}', 'the token endpoint answered HTTP 400 invalid_client'],
    [401, '{"error":"invalid_client"}', 'the token endpoint answered HTTP 401 invalid_client'],
    [
      404,
      '{"message":"no Route matched with those values"}',
      'the token endpoint answered HTTP 404 no Route matched (wrong baseUrl or tokenPath, or a wrong or expired access key)',
    ],
  ])('%i %s is a refusal', (status, body, reason) => {
    expect(token(status, body)).toEqual({ kind: 'refused', reason, sourceAddress: false });
  });

  test('403 IP address not allowed is a refusal of the source address', () => {
    expect(token(403, '{"message":"IP address not allowed: 203.0.113.7"}')).toMatchObject({
      kind: 'refused',
      sourceAddress: true,
    });
  });

  test.each([
    [429, '{"message":"API rate limit exceeded"}'],
    [500, '{"message":"An unexpected error occurred"}'],
    [502, '{"message":"An invalid response was received from the upstream server"}'],
    [503, '{"message":"name resolution failed"}'],
    [504, '{"message":"The upstream server is timing out"}'],
  ])('%i %s may pass', (status, body) => {
    expect(token(status, body, { 'retry-after': '3' })).toMatchObject({ kind: 'unavailable', retryAfterMs: 3000 });
  });
});
