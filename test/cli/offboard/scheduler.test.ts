import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  ResourceNotFoundException,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Scheduler, withScheduler } from '../../../cli/offboard/scheduler.ts';

const IDENTITY = { profile: undefined, region: 'eu-central-1' };
const PLAN = { name: 'offboard-1', at: new Date('2026-12-01T17:00:00Z'), input: '{"a":1}' };
const TO = { queueArn: 'arn:queue', roleArn: 'arn:role', deadLetterQueueArn: 'arn:dead' };

function mocked() {
  const mock = mockClient(SchedulerClient);
  onTestFinished(() => mock.restore());
  return mock;
}

const on = <Result>(work: (scheduler: Scheduler) => Promise<Result>, identity = IDENTITY) =>
  withScheduler('offboarding', identity, work);

const about = { message: 'about sk_live_1', Message: 'about sk_live_1', $metadata: {} };

test('a schedule runs once, in UTC, at its time and not around it, and then is gone', async () => {
  const mock = mocked();
  mock.on(CreateScheduleCommand).resolves({ ScheduleArn: 'arn' });
  expect(await on((scheduler) => scheduler.create(PLAN, TO))).toEqual({ kind: 'created' });
  expect(mock.commandCalls(CreateScheduleCommand)[0]?.args[0].input).toEqual({
    GroupName: 'offboarding',
    Name: 'offboard-1',
    ScheduleExpression: 'at(2026-12-01T17:00:00)',
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: {
      Arn: 'arn:queue',
      RoleArn: 'arn:role',
      Input: '{"a":1}',
      RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
      DeadLetterConfig: { Arn: 'arn:dead' },
    },
  });
});

test('one that is there already is no failure', async () => {
  mocked().on(CreateScheduleCommand).rejects(new ConflictException(about));
  expect(await on((scheduler) => scheduler.create(PLAN, TO))).toEqual({ kind: 'there-already' });
});

test('every page is listed, and what has run since is left out', async () => {
  const mock = mocked();
  mock.on(ListSchedulesCommand).resolves({ Schedules: [{ Name: 'a' }, { Name: 'b' }, {}], NextToken: 'more' });
  mock.on(ListSchedulesCommand, { NextToken: 'more' }).resolves({ Schedules: [{ Name: 'c' }] });
  mock.on(GetScheduleCommand).resolves({
    ScheduleExpression: 'at(2026-12-01T17:00:00)',
    ScheduleExpressionTimezone: 'UTC',
    Target: { Arn: 'x', RoleArn: 'y', Input: '{}' },
  });
  mock.on(GetScheduleCommand, { Name: 'b' }).rejects(new ResourceNotFoundException(about));
  mock.on(GetScheduleCommand, { Name: 'c' }).resolves({});
  expect(await on((scheduler) => scheduler.list())).toEqual({
    kind: 'listed',
    schedules: [
      { name: 'a', expression: 'at(2026-12-01T17:00:00)', timeZone: 'UTC', input: '{}' },
      { name: 'c', expression: '', timeZone: '', input: '' },
    ],
  });
});

test('what is removed is removed, or was gone', async () => {
  const mock = mocked();
  mock.on(DeleteScheduleCommand).resolves({});
  mock.on(DeleteScheduleCommand, { Name: 'b' }).rejects(new ResourceNotFoundException(about));
  expect(await on((scheduler) => scheduler.remove('a'))).toEqual({ kind: 'removed' });
  expect(await on((scheduler) => scheduler.remove('b'))).toEqual({ kind: 'gone' });
});

test('a failure is called by its name or code, and nothing of its words is repeated', async () => {
  const mock = mocked();
  const named = Object.assign(new Error('about sk_live_1'), { name: 'AccessDeniedException' });
  mock.on(CreateScheduleCommand).rejects(named);
  mock.on(DeleteScheduleCommand).rejects(Object.assign(new Error('about sk_live_1'), { code: 'ECONNREFUSED' }));
  mock.on(ListSchedulesCommand).resolves({ Schedules: [{ Name: 'a' }] });
  mock.on(GetScheduleCommand).rejects(named);
  const denied = { kind: 'failed', reason: 'AccessDeniedException' };
  expect(await on((scheduler) => scheduler.create(PLAN, TO))).toEqual(denied);
  expect(await on((scheduler) => scheduler.list())).toEqual(denied);
  expect(await on((scheduler) => scheduler.remove('a'))).toEqual({ kind: 'failed', reason: 'ECONNREFUSED' });
});

test('without any region nothing is asked, and that is said', async () => {
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE']) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_CONFIG_FILE', '/nowhere');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere');
  onTestFinished(() => void vi.unstubAllEnvs());
  const mock = mocked();
  const nowhere = { profile: undefined, region: undefined };
  expect(await withScheduler('offboarding', nowhere, (scheduler) => scheduler.remove('a'))).toEqual({
    kind: 'failed',
    reason: 'NoRegion',
  });
  expect(mock.calls()).toEqual([]);
});
