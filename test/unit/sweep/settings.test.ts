import { expect, test } from 'vitest';
import { readSweepSettings } from '../../../lib/sweep/settings.ts';

const GIVEN = {
  LEAVERS_BUCKET: 'hr',
  LEAVERS_KEY: 'leavers.csv',
  QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/compromised',
};

test('the list and the queue are enough', () => {
  expect(readSweepSettings({ ...GIVEN, SWEEP_TIME_ZONE: '' })).toEqual({
    bucket: 'hr',
    key: 'leavers.csv',
    queueUrl: GIVEN.QUEUE_URL,
    sqsEndpointIsSet: false,
    timeZone: 'UTC',
    lookBackDays: 7,
  });
});

test('a time zone and the days to look back can be chosen', () => {
  const more = { SWEEP_TIME_ZONE: 'Europe/Berlin', SWEEP_LOOK_BACK_DAYS: '0', AWS_ENDPOINT_URL_SQS: 'http://x' };
  expect(readSweepSettings({ ...GIVEN, ...more })).toMatchObject({
    timeZone: 'Europe/Berlin',
    lookBackDays: 0,
    sqsEndpointIsSet: true,
  });
});

test('one error names everything that is wrong, and repeats no value', () => {
  const wrong = { SWEEP_TIME_ZONE: 'sk_live', SWEEP_LOOK_BACK_DAYS: '61', NODE_DEBUG: 'http' };
  const read = () => readSweepSettings(wrong);
  for (const name of ['LEAVERS_BUCKET', 'LEAVERS_KEY', 'QUEUE_URL', ...Object.keys(wrong)]) expect(read).toThrow(name);
  expect(read).not.toThrow('sk_live');
});
