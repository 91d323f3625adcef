import { expect, test } from 'vitest';
import { readArguments } from '../../../cli/offboard/arguments.ts';

const ENV = {
  SCHEDULE_GROUP: 'offboarding',
  SCHEDULE_ROLE_ARN: 'arn:aws:iam::123456789012:role/path/offboarding',
  QUEUE_ARN: 'arn:aws:sqs:eu-central-1:123456789012:compromised',
  SCHEDULE_DEAD_LETTER_QUEUE_ARN: 'arn:aws:sqs:eu-central-1:123456789012:undelivered',
};
const AT = ['--at', '2026-12-01T18:00+01:00'];

const read = (args: readonly string[], env: Readonly<Record<string, string>> = ENV) =>
  readArguments(args, env, new Date('2026-11-25T15:07:00Z'));

const PLACE = { group: 'offboarding', identity: { profile: undefined, region: 'eu-central-1' } };

test('a secret and a time are enough where the environment says where', () => {
  expect(read(['5', ...AT])).toEqual({
    kind: 'schedule',
    options: {
      named: [{ identifier: 5 }],
      files: [],
      skipBad: false,
      ignoreDates: false,
      planned: { at: new Date('2026-12-01T17:00:00Z'), day: '2026-12-01', typed: '2026-12-01T18:00+01:00' },
      incidentId: undefined,
      reason: undefined,
      confirmed: false,
      json: false,
      place: PLACE,
      to: {
        queueArn: ENV.QUEUE_ARN,
        roleArn: ENV.SCHEDULE_ROLE_ARN,
        deadLetterQueueArn: ENV.SCHEDULE_DEAD_LETTER_QUEUE_ARN,
      },
    },
  });
});

test('what is typed goes before what the environment says', () => {
  const typed = [
    '--file x.csv --tag a --identifier-code crm --skip-bad --ignore-dates --incident HR-1 --reason why -y --json --group g',
    '--role-arn arn:aws:iam::1:role/x --region eu-west-1 --profile p --at 2026-12-01T18:00 --time-zone Europe/Berlin',
  ]
    .join(' ')
    .replace('::1:', '::111111111111:')
    .split(' ');
  expect(read(typed)).toMatchObject({
    kind: 'schedule',
    options: {
      named: [{ identifierCode: 'crm' }, { tag: 'a' }],
      files: ['x.csv'],
      skipBad: true,
      ignoreDates: true,
      planned: { typed: '2026-12-01T18:00 in Europe/Berlin' },
      incidentId: 'HR-1',
      reason: 'why',
      confirmed: true,
      json: true,
      place: { group: 'g', identity: { profile: 'p', region: 'eu-west-1' } },
      to: { roleArn: 'arn:aws:iam::111111111111:role/x' },
    },
  });
});

test('list and cancel need the group alone', () => {
  const env = { SCHEDULE_GROUP: 'offboarding' };
  const place = { group: 'offboarding', identity: { profile: undefined, region: undefined } };
  expect(read(['list', '--json'], env)).toEqual({ kind: 'list', options: { json: true, place } });
  expect(read(['list'])).toEqual({ kind: 'list', options: { json: false, place: PLACE } });
  const cancel = (which: unknown, confirmed = false) => ({
    kind: 'cancel',
    options: { which, confirmed, json: false, place },
  });
  expect(read(['cancel', 'a', 'b'], env)).toEqual(cancel({ by: 'name', names: ['a', 'b'] }));
  expect(read(['cancel', '--incident', 'HR-1', '-y'], env)).toEqual(
    cancel({ by: 'incident', incidentId: 'HR-1' }, true),
  );
  expect(read(['cancel', '--all'], env)).toEqual(cancel({ by: 'all' }));
});

test.each([
  [[], /Which secrets\?.* revoke offboard --help/],
  [['5'], /When\? Give --at/],
  [['5', '--at', ' '], /--at is empty/],
  [['5', '--at', 'tomorrow'], /--at must be/],
  [['x', ...AT], /^Identifier 1/],
  [['5', ...AT, '--dry-run'], /Unknown option '--dry-run'/],
  [['5', ...AT, '--all'], /Unknown option '--all'/],
  [['5', ...AT, '--group', 'a/b'], /--group or SCHEDULE_GROUP must be the name/],
  [['5', ...AT, '--queue-arn', 'https://sqs.eu-central-1.amazonaws.com/1/q'], /must be the ARN of an SQS queue/],
  [['5', ...AT, '--role-arn', 'offboarding'], /must be the ARN of an IAM role/],
  [['5', ...AT, '--schedule-dead-letter-queue-arn', 'x'], /output ScheduleDeadLetterQueueArn/],
  [['list', 'sk_live_1'], /takes options alone/],
  [['list', '--at', 'x'], /Unknown option '--at'/],
  [['list', '--group', ' '], /--group is empty/],
  [['cancel'], /Which schedules\?/],
  [['cancel', '--group', 'a/b', '--all'], /must be the name/],
  [['cancel', 'a', '--all'], /one of the three/],
  [['cancel', '--all', '--incident', 'x'], /one of the three/],
  [['cancel', 'a', '--no-such'], /Unknown option/],
  [['cancel', 'sk live'], /revoke offboard list prints/],
])('%j is wrong, and one line says so', (args, reason) => {
  const asked = read(args);
  expect(asked).toEqual({ kind: 'wrong', reason: expect.stringMatching(reason) });
  expect(asked.kind === 'wrong' && asked.reason).not.toContain('\n');
  expect(JSON.stringify(asked)).not.toContain('sk_live');
});

test.each([
  ['SCHEDULE_GROUP', 'ScheduleGroup'],
  ['SCHEDULE_ROLE_ARN', 'ScheduleRoleArn'],
  ['QUEUE_ARN', 'QueueArn'],
  ['SCHEDULE_DEAD_LETTER_QUEUE_ARN', 'ScheduleDeadLetterQueueArn'],
])('without %s it asks for the output %s', (variable, output) => {
  const reason = expect.stringMatching(new RegExp(`set ${variable}: it is the stack's output ${output}`));
  expect(read(['5', ...AT], { ...ENV, [variable]: '' })).toEqual({ kind: 'wrong', reason });
});
