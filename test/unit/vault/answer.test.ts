import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../../lib/vault/answer.ts';
import { answer, mySafe } from '../../support/answers.ts';

const NOW = Date.parse('2026-11-24T09:30:00Z');

const read = (status: number, body: unknown, headers = {}) => readAnswer(answer(status, body, headers), NOW);
const kindOf = (...args: Parameters<typeof read>) => read(...args).kind;

describe('the status decides, whatever the body says:', () => {
  const bodies = [
    mySafe(200, 'Api secret successfully deactivated'),
    mySafe(400, '1005: Api secret not found', 1005),
    '',
  ];

  test.each([401, 403])('%i is a refusal', (status) => {
    for (const body of bodies) expect(kindOf(status, body)).toBe('refused');
  });

  test.each([429, 500, 502, 503, 504, 599])('%i is unavailable', (status) => {
    for (const body of bodies) expect(kindOf(status, body)).toBe('unavailable');
  });

  test.each([400, 404, 422, 499])('%i is never a success', (status) => {
    expect(kindOf(status, mySafe(200, 'Api secret successfully deactivated'))).toBe('unavailable');
  });

  test.each([201, 202, 204, 206, 301, 302, 307, 308])('%i is unavailable', (status) => {
    for (const body of bodies) expect(kindOf(status, body)).toBe('unavailable');
  });
});

describe('the number decides, never a sentence:', () => {
  test.each([
    ['1006: Api secret not found', 1005, 'not-found'],
    ['1005: Api secret not found', 1006, 'access-denied'],
    ['Api secret successfully deactivated', 1010, 'rejected'],
    ['Api secret has already been deactivated', 1005, 'not-found'],
  ])('%s with exception.code %i is %s', (message, code, kind) => {
    expect(kindOf(400, mySafe(400, message, code))).toBe(kind);
    expect(kindOf(200, mySafe(200, message, code))).toBe(kind);
  });

  test('a number as a string is one, too', () => {
    const body = mySafe(400, 'x', 1005);
    expect(kindOf(400, { ...body, exception: { code: '1005' } })).toBe('not-found');
  });

  test.each([
    ['1005: Api secret not found', 'not-found'],
    [' 1005 : Api secret not found', 'not-found'],
    ['1006', 'access-denied'],
    ['1042: something new', 'rejected'],
  ])('without exception.code, the digits that open %j: %s', (message, kind) => {
    expect(kindOf(400, mySafe(400, message))).toBe(kind);
  });

  test.each(['Api secret not found', 'User does not have access', 'Error 1005: not found', 'See 1006', '', '0: fine'])(
    'MySafe without a number may pass: %j',
    (message) => {
      expect(kindOf(400, mySafe(400, message))).toBe('unavailable');
    },
  );

  test('the digits may open the Portuguese message alone', () => {
    const response = { status: 400, error: true, mensagem: '1005: Segredo não encontrado' };
    const said = 'MySafe says 1005: Segredo não encontrado';
    expect(read(400, { response })).toMatchObject({ kind: 'not-found', said });
    expect(read(400, { response: { ...response, message: '' } })).toMatchObject({ kind: 'not-found', said });
    expect(kindOf(400, { response: { ...response, message: 'Api secret not found' } })).toBe('not-found');
  });

  test('the digits may open the English message alone', () => {
    const response = { status: 400, error: true, message: '1005: Api secret not found' };
    expect(read(400, { response })).toMatchObject({
      kind: 'not-found',
      said: 'MySafe says 1005: Api secret not found',
    });
  });

  test('a number without a message is told by the number', () => {
    expect(read(400, { exception: { code: 1005 } })).toEqual({
      kind: 'not-found',
      code: 1005,
      said: 'MySafe error 1005',
    });
  });

  test('response.error_code is no code', () => {
    const body = mySafe(400, 'x');
    expect(kindOf(400, { ...body, response: { ...body.response, error_code: 1005, cod_erro: 1005 } })).toBe(
      'unavailable',
    );
  });

  test.each<readonly [unknown]>([
    [0],
    [-1005],
    [1005.5],
    [null],
    [true],
    [''],
    ['1005; DROP'],
    [1e21],
    [{}],
    [[1005]],
    [{ toString: 0 }],
  ])('exception.code %j is no number', (code) => {
    const body = mySafe(400, 'no number here');
    expect(kindOf(400, { ...body, exception: { code } })).toBe('unavailable');
  });
});

test.each([
  ['nothing', ''],
  ['no message', { response: { error: true } }],
  ['a message that is no text', { response: { error: true, message: 7, mensagem: null } }],
])('an answer that says %s is told by its status alone', (_, body) => {
  expect(read(400, body)).toEqual({ kind: 'unavailable', reason: 'No usable answer from the vault: HTTP 400' });
});

describe('no Route matched', () => {
  test('is a refusal only with status 404', () => {
    expect(kindOf(404, { message: 'no Route matched with those values' })).toBe('refused');
    expect(kindOf(400, { message: 'no Route matched with those values' })).toBe('unavailable');
    expect(kindOf(200, { message: 'no Route matched with those values' })).toBe('unavailable');
  });
});

describe('a pause', () => {
  test.each([429, 500, 502, 503])('that %i asks for by Retry-After is passed on', (status) => {
    expect(read(status, '', { 'retry-after': '9' })).toMatchObject({ retryAfterMs: 9000 });
  });

  test.each([500, 502, 503, 504])(
    'RateLimit-Reset, which the gateway adds to everything, is none in a %i',
    (status) => {
      expect(read(status, '', { 'ratelimit-reset': '59' })).not.toHaveProperty('retryAfterMs');
    },
  );
});

test('every answer reads as something, and only the known as final', () => {
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc.json().map((response) => `{"response":${response}}`),
  );
  fc.assert(
    fc.property(fc.integer({ min: 200, max: 599 }), body, fc.option(fc.string()), (status, text, pause) => {
      const read = readAnswer(answer(status, text, pause === null ? {} : { 'retry-after': pause }), NOW);
      if (read.kind === 'unavailable') expect(read.retryAfterMs ?? 0).toBeGreaterThanOrEqual(0);
      else if (read.kind !== 'refused') expect(status === 200 || (status >= 400 && status < 500)).toBe(true);
    }),
  );
});
