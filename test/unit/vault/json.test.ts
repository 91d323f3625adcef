import { expect, test } from 'vitest';
import { asCount, asObject, asText, readObject } from '../../../lib/vault/json.ts';

test.each([['text'], [7], [true], [null], [undefined]])('%j is no object', (value) => {
  expect(asObject(value)).toBeUndefined();
});

test.each(['', 'OK', 'null', '7', '"text"', '{"half":'])(
  'a body that is %j reads as an object without fields',
  (body) => {
    expect(readObject(body)).toEqual({});
  },
);

test.each([[7], [null], [{ toString: () => 'text' }]])('%j is no text', (value) => {
  expect(asText(value)).toBeUndefined();
});

test.each([
  [1, 1],
  ['1', 1],
  [999, 999],
  ['999', 999],
])('%j is a count of at most three digits', (value, count) => {
  expect(asCount(value, 3)).toBe(count);
});

test.each([[1000], ['1000'], [0], ['0'], ['01'], [-1], [1.5], ['1.5'], [''], ['one'], [null], [undefined], [{}]])(
  '%j is none',
  (value) => {
    expect(asCount(value, 3)).toBeUndefined();
  },
);
