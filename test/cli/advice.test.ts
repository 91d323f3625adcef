import { expect, test } from 'vitest';
import { adviceFor, adviceForTable } from '../../cli/advice.ts';

test.each([
  ['KmsAccessDenied', /encrypted with a customer key: .* kms:GenerateDataKey/],
  ['KMS.DisabledException', /there and enabled/],
  ['RequestExpired', /set the clock/],
  ['SignatureDoesNotMatch', /does not take the credentials: .* clock may be wrong/],
  ['ExpiredTokenException', /have expired/],
  ['NoRegion', /--region or set AWS_REGION/],
  ['AccessDenied', /sqs:SendMessage/],
])('of %s it is said what to do, in one line that ends with its name', (name, advice) => {
  const said = adviceFor(name);
  expect(said).toMatch(advice);
  expect(said).toMatch(/^[^\n]+$/);
  expect(said.endsWith(`(${name})`)).toBe(true);
});

test('the same error means something else for a table', () => {
  expect(adviceForTable('AccessDeniedException')).toContain('dynamodb:Query');
});

test('what nobody has met yet is called by its name alone', () => {
  expect(adviceFor('BrandNewException')).toBe('BrandNewException');
});
