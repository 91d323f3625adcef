import { expect, test } from 'vitest';
import { adviceFor } from '../../cli/advice.ts';
import { madeUpIncident } from '../../cli/incident.ts';
import { regionOf } from '../../cli/sqs.ts';

test.each([
  ['https://sqs.eu-central-1.amazonaws.com/123456789012/compromised', 'eu-central-1'],
  ['https://sqs.cn-north-1.amazonaws.com.cn/123456789012/compromised', 'cn-north-1'],
  ['https://sqs-fips.us-gov-west-1.amazonaws.com/123456789012/compromised', 'us-gov-west-1'],
  ['https://vpce-0a-1b.sqs.eu-west-1.vpce.amazonaws.com/123456789012/compromised', 'eu-west-1'],
  ['http://127.0.0.1:4566/000000000000/compromised', undefined],
  ['https://queue.example.com/sqs.eu-west-1.x/compromised', undefined],
])('the region of %s is %s', (url, region) => {
  expect(regionOf(url)).toBe(region);
});

test('what nobody has met yet is called by its name', () => {
  expect(adviceFor('ENOTFOUND')).toMatch(/cannot be reached.*\(ENOTFOUND\)/);
  expect(adviceFor('KmsThrottled')).toBe('KmsThrottled');
});

test('an incident that is made up can be quoted', () => {
  expect(madeUpIncident(new Date('2026-11-25T15:07:00.123Z'), Buffer.from([0xab, 0x12]))).toBe(
    'REVOKE-20261125-150700-ab12',
  );
});
