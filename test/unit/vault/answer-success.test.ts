import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../../lib/vault/answer.ts';
import { answer, mySafe } from '../../support/answers.ts';

const kindOf = (status: number, body: unknown) => readAnswer(answer(status, body), 0).kind;

describe('a success', () => {
  const success = mySafe(200, 'Api secret successfully deactivated');

  test('is one without any message', () => {
    expect(kindOf(200, { response: { error: false } })).toBe('disabled');
  });

  test('may carry an exception that is null', () => {
    expect(kindOf(200, { ...success, exception: null })).toBe('disabled');
  });

  test('may begin with a digit', () => {
    expect(kindOf(200, mySafe(200, '1 Api secret deactivated'))).toBe('disabled');
  });

  test.each(['already', 'was Already inactive'])('says %s where it was disabled before', (message) => {
    expect(kindOf(200, mySafe(200, message))).toBe('already-disabled');
  });

  test.each(['alreadyness', 'not yet'])('%s is not already', (message) => {
    expect(kindOf(200, mySafe(200, message))).toBe('disabled');
  });

  test.each([
    ['error is missing', { response: { message: 'deactivated' } }],
    ['error is a string', { response: { error: 'false' } }],
    ['error is 0', { response: { error: 0 } }],
    ['there is no response', { error: false, message: 'deactivated' }],
    ['the response is a string', { response: 'error: false' }],
    ['error stands at the top', { error: false, response: {} }],
    ['it is inherited', '{"__proto__":{"response":{"error":false}}}'],
  ])('is none where %s', (_, body) => {
    expect(kindOf(200, body)).toBe('unavailable');
  });
});
