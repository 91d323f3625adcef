import { expect, test } from 'vitest';
import { blotted } from '../../../lib/alert/fingerprint.ts';

test('what leaked is blotted out as it is and as it stands in a URL', () => {
  expect(blotted('ab+/cd== at https://x?k=ab%2B%2Fcd%3D%3D', ['ab+/cd=='])).toBe(
    '[redacted] at https://x?k=[redacted]',
  );
});

test('leaked texts of any length and number are gone through without an error', () => {
  const long = Array.from({ length: 3 }, (_, index) => String(index).repeat(40_000));
  expect(blotted('found somewhere, token', [...long, 'token'])).toBe('found somewhere, [redacted]');
});
