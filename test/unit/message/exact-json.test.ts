import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExactly } from '../../../lib/message/exact-json.ts';

test.each([
  '4.9999999999999999',
  '5.0000000000000001',
  '0.99999999999999999999',
  '9007199254740990.6',
  '49999999999999999e-16',
  '1.00000000000000000000000000000000',
])('%s stays the text that it is, wherever it stands', (written) => {
  for (const text of [written, ` [${written}]`, `[1, ${written}]`, `{"a":{"b":\n${written}}}`])
    expect(JSON.stringify(parseExactly(text))).toContain(`"${written}"`);
});

test.each([
  ['5.0', 5],
  ['5e0', 5],
  ['50e-1', 5],
  ['0.5E+1', 5],
  ['120.00', 120],
  ['-3.0', -3],
  ['0.0', 0],
  ['5.5', 5.5],
  ['1e400', Number.POSITIVE_INFINITY],
])('%s is the number %d', (written, number) => {
  expect(parseExactly(`[${written}]`)).toEqual([number]);
});

test('whatever a JSON writer writes is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseExactly(text)).toEqual(JSON.parse(text));
    }),
  );
});

test.each(['', '{', '5,', '[4.9999999999999999'])('%j is not JSON', (text) => {
  expect(() => parseExactly(text)).toThrow(SyntaxError);
});
