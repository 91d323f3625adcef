import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readIdentifier } from '../../../lib/message/identifier.ts';

test.each([
  [1, 1],
  ['1', 1],
  [5, 5],
  ['5', 5],
  [9007199254740991, 9007199254740991],
  ['9007199254740991', 9007199254740991],
])('%j is the secret %i', (value, id) => {
  expect(readIdentifier(value)).toBe(id);
});

test.each([
  0,
  -0,
  -5,
  5.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  9007199254740992,
  '9007199254740992',
  '9999999999999999',
  '10000000000000000',
  '',
  ' ',
  '0',
  '05',
  '+5',
  '-5',
  '5.0',
  '5e0',
  '0x5',
  ' 5',
  '5 ',
  '5\n',
  '5/../../password/inactive/5',
  '../5',
  '5?x=1',
  '5#',
  '%35',
  '٥',
  '５',
  '²',
  true,
  null,
  undefined,
  [5],
  ['5'],
  { identifier: 5 },
  5n,
])('%o is no identifier', (value) => {
  expect(readIdentifier(value)).toBeUndefined();
});

const anyId = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

test('an identifier round-trips, as a number and as a string', () => {
  fc.assert(
    fc.property(anyId, (number) => {
      expect(readIdentifier(number)).toBe(number);
      expect(readIdentifier(String(number))).toBe(number);
      expect(readIdentifier(String(readIdentifier(String(number))))).toBe(number);
    }),
  );
});

test('whatever is read as an identifier is written as plain digits and nothing else', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.string(), fc.double(), fc.maxSafeInteger()), (value) => {
      const id = readIdentifier(value);
      if (id !== undefined) expect(`${id}`).toMatch(/^[1-9][0-9]*$/);
    }),
  );
});

test('a string is an identifier only where it is the number as it is written', () => {
  const digits = fc.stringMatching(/^[0-9+\-. ]{1,18}$/);
  fc.assert(
    fc.property(digits, (text) => {
      const id = readIdentifier(text);
      if (id !== undefined) expect(String(id)).toBe(text);
    }),
  );
});
