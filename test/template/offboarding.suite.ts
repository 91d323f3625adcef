import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { pack, packagedOnce, read } from './packaged.ts';
import { type CloudFormation, resolved } from './resolved.ts';
import { unzip } from './unzip.ts';

const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555';
const ON = { Offboarding: 'on' };
const SWEPT = { LeaversBucket: 'people', LeaversKey: 'hr/leavers.csv' };

let packaged: string;
let template: CloudFormation;

beforeAll(async () => {
  packaged = await packagedOnce();
  template = await read(packaged);
}, 60_000);

type Statement = { Effect: string; Action: string[]; Resource: unknown; Condition?: unknown };

const resources = (given: Record<string, string>) => resolved(template, given).Resources;
const properties = (name: string, given: Record<string, string>) => resources(given)[name]?.Properties ?? {};
const arnOf = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });

/** What a role may do, as [action, resource] pairs. */
function allowed(role: string, given: Record<string, string>): [string, unknown][] {
  const policies = properties(role, given)['Policies'] as unknown as { PolicyDocument: { Statement: Statement[] } }[];
  return policies
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap(({ Action, Resource }) => Action.map((action): [string, unknown] => [action, Resource]));
}

/** Who may take a role, and on whose behalf. */
function trusted(role: string, given: Record<string, string>) {
  const { Statement } = properties(role, given)['AssumeRolePolicyDocument'] as unknown as { Statement: object[] };
  return Statement;
}

const bySchedulesOf = (group: string) => [
  {
    Effect: 'Allow',
    Principal: { Service: ['scheduler.amazonaws.com'] },
    Action: ['sts:AssumeRole'],
    Condition: {
      StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' }, 'aws:SourceArn': arnOf(group) },
    },
  },
];

const rolesOf = (given: Record<string, string>) =>
  Object.entries(resources(given)).flatMap(([name, { Type }]) => (Type === 'AWS::IAM::Role' ? name : []));

test('there is nothing of it until it is asked for', () => {
  const names = [...Object.keys(resources({})), ...Object.keys(resolved(template).Outputs)];
  expect(names.filter((name) => /Schedule|Sweep|Offboard/.test(name))).toEqual([]);
});

describe('the schedules of revoke offboard', () => {
  test('have a group and a role of their own, which no schedule of another group can take', () => {
    Template.fromJSON(resolved(template, ON)).resourceCountIs('AWS::Scheduler::ScheduleGroup', 1);
    expect(rolesOf(ON)).toEqual(['KillSwitchRole', 'ScheduleRole']);
    expect(trusted('ScheduleRole', ON)).toEqual(bySchedulesOf('ScheduleGroup'));
  });

  test('may do nothing but send to the queue, and to the one for what could not be delivered', () => {
    expect(allowed('ScheduleRole', ON)).toEqual([
      ['sqs:SendMessage', arnOf('SourceQueue')],
      ['sqs:SendMessage', arnOf('ScheduleDeadLetterQueue')],
    ]);
    expect(allowed('ScheduleRole', { ...ON, KmsKeyArn: KEY }).slice(2)).toEqual([
      ['kms:Decrypt', KEY],
      ['kms:GenerateDataKey', KEY],
    ]);
  });

  test('still happen when a deployment forgets to switch offboarding on, or the stack is removed', () => {
    for (const name of ['ScheduleGroup', 'ScheduleRole', 'ScheduleDeadLetterQueue', 'SourceQueue']) {
      expect(template.Resources[name]).toMatchObject({
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
      });
    }
  });

  test('are told to whoever deploys, under the names that the command asks for', () => {
    const { ScheduleGroup, ScheduleRoleArn, QueueArn, ScheduleDeadLetterQueueArn } = resolved(template, ON).Outputs;
    expect(
      [ScheduleGroup, ScheduleRoleArn, QueueArn, ScheduleDeadLetterQueueArn].map((output) => output?.Value),
    ).toEqual([
      { Ref: 'ScheduleGroup' },
      arnOf('ScheduleRole'),
      arnOf('SourceQueue'),
      arnOf('ScheduleDeadLetterQueue'),
    ]);
  });
});

describe.each([
  ['offboarding', ON],
  ['the sweep', SWEPT],
])('with %s, the queue for what could not be delivered', (_, given: Record<string, string>) => {
  test('keeps it for 14 days, encrypted, outlives the stack, and is the dead-letter queue of no other queue', () => {
    const queue = (more = {}) => properties('ScheduleDeadLetterQueue', { ...given, ...more });
    expect(queue()).toMatchObject({
      MessageRetentionPeriod: 14 * 86_400,
      MaximumMessageSize: 1_048_576,
      SqsManagedSseEnabled: true,
      RedriveAllowPolicy: { redrivePermission: 'denyAll' },
    });
    expect(queue({ KmsKeyArn: KEY })).toMatchObject({ KmsMasterKeyId: KEY });
    expect(template.Resources['ScheduleDeadLetterQueue']).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('refuses everyone everything that is not over TLS, as the other queues do', () => {
    const statements = (policy: string) =>
      (properties(policy, given)['PolicyDocument'] as unknown as { Statement: Statement[] }).Statement;
    const own = arnOf('ScheduleDeadLetterQueue');
    expect(statements('ScheduleDeadLetterQueuePolicy')).toEqual(
      statements('DeadLetterQueuePolicy').map((statement) => ({ ...statement, Resource: own })),
    );
  });

  test('raises an alarm as soon as something lies in it', () => {
    const AlarmTopicArn = 'arn:aws:sns:eu-central-1:123456789012:security';
    expect(properties('UndeliveredSchedulesAlarm', { ...given, AlarmTopicArn })).toMatchObject({
      Metrics: [
        { Expression: 'visible + hidden' },
        ...['ApproximateNumberOfMessagesVisible', 'ApproximateNumberOfMessagesNotVisible'].map((MetricName) => ({
          MetricStat: {
            Metric: {
              MetricName,
              Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['ScheduleDeadLetterQueue', 'QueueName'] } }],
            },
            Stat: 'Maximum',
          },
        })),
      ],
      Threshold: 0,
      TreatMissingData: 'notBreaching',
      AlarmActions: [AlarmTopicArn],
      OKActions: [AlarmTopicArn],
    });
  });
});

describe('the function that sweeps the list of leavers', () => {
  const LIST = { 'Fn::Sub': `arn:\${AWS::Partition}:s3:::\${LeaversBucket}/\${LeaversKey}` };

  test('has a role of its own, that may do exactly what it does', () => {
    expect(allowed('SweepLeaversRole', SWEPT)).toEqual([
      ['s3:GetObject', LIST],
      ['sqs:SendMessage', arnOf('SourceQueue')],
      ['logs:CreateLogStream', arnOf('SweepLeaversLogGroup')],
      ['logs:PutLogEvents', arnOf('SweepLeaversLogGroup')],
    ]);
    expect(properties('SweepLeaversLambdaFunction', SWEPT)['Role']).toEqual(arnOf('SweepLeaversRole'));
    expect(rolesOf(SWEPT)).toEqual(['KillSwitchRole', 'SweepLeaversRole', 'SweepScheduleRole']);
  });

  test('reads the list from a bucket of its own account, and from no other', () => {
    const [policy] = properties('SweepLeaversRole', SWEPT)['Policies'] as unknown as {
      PolicyDocument: { Statement: Statement[] };
    }[];
    expect(policy?.PolicyDocument.Statement[0]).toMatchObject({
      Resource: LIST,
      Condition: { StringEquals: { 'aws:ResourceAccount': { Ref: 'AWS::AccountId' } } },
    });
  });

  test('may use the keys that encrypt what it reads and writes, where they are given', () => {
    const base = allowed('SweepLeaversRole', SWEPT).length;
    expect(allowed('SweepLeaversRole', { ...SWEPT, KmsKeyArn: KEY }).slice(base)).toEqual([
      ['kms:Decrypt', KEY],
      ['kms:GenerateDataKey', KEY],
    ]);
    expect(allowed('SweepLeaversRole', { ...SWEPT, LeaversKmsKeyArn: KEY }).slice(base)).toEqual([
      ['kms:Decrypt', KEY],
    ]);
  });

  test('is started by a schedule alone, whose role may start it and nothing else', () => {
    Template.fromJSON(resolved(template, SWEPT)).resourceCountIs('AWS::Lambda::Permission', 0);
    expect(trusted('SweepScheduleRole', SWEPT)).toEqual(bySchedulesOf('SweepScheduleGroup'));
    expect(allowed('SweepScheduleRole', SWEPT)).toEqual([
      ['lambda:InvokeFunction', arnOf('SweepLeaversLambdaFunction')],
      ['sqs:SendMessage', arnOf('ScheduleDeadLetterQueue')],
    ]);
    expect(properties('SweepSchedule', SWEPT)['GroupName']).toEqual({ Ref: 'SweepScheduleGroup' });
  });

  test('is started once a day, in the time zone whose days it goes by', () => {
    const given = { ...SWEPT, SweepHour: '7', SweepTimeZone: 'Europe/Berlin' };
    expect(properties('SweepSchedule', given)).toMatchObject({
      ScheduleExpression: { 'Fn::Sub': `cron(0 \${SweepHour} * * ? *)` },
      ScheduleExpressionTimezone: 'Europe/Berlin',
      FlexibleTimeWindow: { Mode: 'OFF' },
    });
    expect(properties('SweepLeaversLambdaFunction', given)['Environment']).toMatchObject({
      Variables: { SWEEP_TIME_ZONE: 'Europe/Berlin' },
    });
  });

  test('raises an alarm when it fails, which says what to do and stays on until the next sweep', () => {
    const alarm = properties('SweepErrorsAlarm', SWEPT);
    expect(Number(alarm['Period']) * Number(alarm['EvaluationPeriods'])).toBe(24 * 60 * 60);
    expect(alarm['DatapointsToAlarm']).toBe(1);
    expect(alarm).toMatchObject({
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: 'SweepLeaversLambdaFunction' } }],
      Threshold: 0,
    });
    expect(JSON.stringify(alarm['AlarmDescription'])).toMatch(/Look in the log group/);
  });

  test('gets every variable that its settings read', async () => {
    const source = await readFile('lib/sweep/settings.ts', 'utf8');
    const names = [...source.matchAll(/^ {2}([A-Z_]+): (?!unset)/gm)].map(([, name]) => name);
    const environment = properties('SweepLeaversLambdaFunction', SWEPT)['Environment'];
    const { Variables } = environment as unknown as { Variables: Record<string, unknown> };
    expect(names).toContain('LEAVERS_KEY');
    expect(Object.keys(Variables)).toEqual(expect.arrayContaining(names));
    expect(Variables).toMatchObject({ LEAVERS_BUCKET: 'people', LEAVERS_KEY: 'hr/leavers.csv' });
  });

  test('is its bundle and nothing else', async () => {
    const files = unzip(await readFile(join(packaged, 'sweep-leavers.zip')));
    expect(Object.keys(files)).toEqual(['sweep-leavers.mjs']);
    expect(files['sweep-leavers.mjs']).toEqual(await readFile('dist/functions/sweep-leavers.mjs'));
    expect(properties('SweepLeaversLambdaFunction', SWEPT)['Handler']).toBe('sweep-leavers.handler');
  });
});

test('half of a place for the list, or a time of day that there is not, stops the packaging', async () => {
  const failure = pack(['--param', 'LeaversKey=leavers.csv', '--param', 'SweepHour=24']);
  const faults = 'SweepHour must be a whole number from 0 to 23; LeaversBucket and LeaversKey must be given together';
  await expect(failure).rejects.toMatchObject({ stdout: expect.stringContaining(faults) });
});
