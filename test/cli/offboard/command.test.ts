import {
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, onTestFinished, test } from 'vitest';
import { offboardCommand } from '../../../cli/offboard/command.ts';

const ENV = {
  SCHEDULE_GROUP: 'offboarding',
  SCHEDULE_ROLE_ARN: 'arn:aws:iam::123456789012:role/offboarding',
  QUEUE_ARN: 'arn:aws:sqs:eu-central-1:123456789012:compromised',
  SCHEDULE_DEAD_LETTER_QUEUE_ARN: 'arn:aws:sqs:eu-central-1:123456789012:undelivered',
};

/** `revoke offboard …` with a Scheduler that has one schedule, which names no incident. */
async function offboard(...args: readonly string[]) {
  const mock = mockClient(SchedulerClient);
  onTestFinished(() => mock.restore());
  mock.on(CreateScheduleCommand).resolves({});
  mock.on(DeleteScheduleCommand).resolves({});
  mock.on(ListSchedulesCommand).resolves({ Schedules: [{ Name: 'a' }] });
  mock.on(GetScheduleCommand).resolves({
    ScheduleExpression: 'at(2026-12-01T17:00:00)',
    ScheduleExpressionTimezone: 'UTC',
    Target: { Arn: 'x', RoleArn: 'y', Input: '{"type":"credential.compromised","secrets":[{"identifier":5}]}' },
  });
  const seen = { printed: '', told: '' };
  const code = await offboardCommand.run(args, {
    env: ENV,
    now: new Date('2026-11-25T15:07:00Z'),
    userName: undefined,
    canAsk: false,
    isConfirmed: async () => false,
    print: (text) => {
      seen.printed += text;
    },
    tell: (line) => {
      seen.told += `${line}\n`;
    },
  });
  return { code, ...seen, created: mock.commandCalls(CreateScheduleCommand).map(({ args }) => args[0].input) };
}

test('what is said goes to the group, the queue and the role of the environment', async () => {
  const { code, created } = await offboard('5', '--at', '2026-12-01T17:00Z');
  expect(code).toBe(0);
  expect(created).toMatchObject([
    {
      GroupName: ENV.SCHEDULE_GROUP,
      Target: {
        Arn: ENV.QUEUE_ARN,
        RoleArn: ENV.SCHEDULE_ROLE_ARN,
        DeadLetterConfig: { Arn: ENV.SCHEDULE_DEAD_LETTER_QUEUE_ARN },
      },
    },
  ]);
});

test('list and cancel are words of it', async () => {
  const line = 'a  2026-12-01T17:00:00Z  no incident  1 secret (5)\n';
  expect(await offboard('list')).toMatchObject({ code: 0, printed: line });
  expect(await offboard('cancel', 'a', '--yes')).toMatchObject({ code: 0, printed: 'Cancelled: a\n' });
});

test('what is wrong is told, and nothing is created', async () => {
  const { code, told, created } = await offboard('5');
  expect({ code, created }).toEqual({ code: 2, created: [] });
  expect(told).toMatch(/^When\?/);
});
