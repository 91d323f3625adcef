import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Sensitive } from '../../../lib/sensitive.ts';
import { redact } from '../../../lib/vault/redact.ts';

const TOKEN = new Sensitive('t0ken+/=');
const CLIENT_SECRET = new Sensitive('hunter 2!');

const redacted = (text: string) => redact(text, [TOKEN, CLIENT_SECRET]);

test.each([
  ['the token', 'you sent t0ken+/=', 'you sent [redacted]'],
  ['the token, as in a URL', 'you sent t0ken%2B%2F%3D', 'you sent [redacted]'],
  ['the token, more than once', 't0ken+/= t0ken+/=', '[redacted] [redacted]'],
  ['the client secret', 'client_secret=hunter 2!&x=1', 'client_secret=[redacted]&x=1'],
  ['the client secret, as in a form', 'client_secret=hunter+2%21&x=1', 'client_secret=[redacted]&x=1'],
  ['any bearer token', 'Authorization: Bearer abc.def', 'Authorization: Bearer [redacted]'],
  ['any bearer token, however far away', 'Authorization: Bearer \t abc.def', 'Authorization: Bearer [redacted]'],
  ['any basic credentials', 'authorization: basic YTpi', 'authorization: basic [redacted]'],
])('%s is blotted out', (_, text, expected) => {
  expect(redacted(text)).toBe(expected);
});

test('what is harmless stays, on one line', () => {
  expect(redacted(' 1005: Api secret\r\n  not\tfound ')).toBe('1005: Api secret not found');
});

test('what would steer a terminal, or turn the text around, goes no further', () => {
  expect(redacted('\u001B[2Jnot\u009B31m \u202Efound\u0000\u0007')).toBe('[2Jnot 31m found');
});

test('what is long is cut, and nothing secret is left at the cut', () => {
  const text = `${'x'.repeat(297)}${TOKEN.reveal()}`;
  expect(redacted(text)).toHaveLength(300);
  expect(redacted(text)).not.toContain('t0');
});

test('a secret of whatever characters is blotted out of whatever text, without an error', () => {
  const secret = fc.string({ unit: 'binary', minLength: 6 }).filter((text) => /[^\s\uD800-\uDFFF]{4}/.test(text));
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
      fc.pre(!`${before}[redacted]${after}`.includes(value));
      expect(redact(`${before}${value}${after}`, [new Sensitive(value)])).not.toContain(value);
    }),
  );
});

test('a secret that is no well-formed text leads to no error', () => {
  expect(redact('1005', [new Sensitive('x\uD800')])).toBe('1005');
});
