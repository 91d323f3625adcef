import { expect, test } from 'vitest';
import { blotted, fingerprintOf } from '../../../lib/alert/fingerprint.ts';

test('a fingerprint is what sha256sum writes', () => {
  expect(fingerprintOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test.each([
  ['a leaked text, wherever it stands', 'x leaked x leaked', ['leaked'], 'x [redacted] x [redacted]'],
  ['the longer one of two', 'key-1234', ['key', 'key-1234'], '[redacted]'],
  ['what means something in a pattern', 'a.b (c)', ['(c)', 'x.b'], 'a.b [redacted]'],
  ['not what was put there for others', 'ab', ['a', 'b', 'r', 'e', 'd'], '[redacted][redacted]'],
  ['nothing where nothing has leaked', 'text', ['', 'other'], 'text'],
  ['nothing where there is nothing to blot', 'text', [''], 'text'],
])('of a text for people is blotted %s', (_, text, leaked, expected) => {
  expect(blotted(text, leaked)).toBe(expected);
});

test('a text that is too long is not repeated at all', () => {
  expect(blotted('x'.repeat(4096), ['y'])).toHaveLength(4096);
  expect(blotted('x'.repeat(4097), ['y'])).toBe('(too long to be repeated)');
});
