import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { NAMESPACE } from '../../functions/metrics.ts';
import { pack, packagedOnce, read } from './packaged.ts';
import { type CloudFormation, resolved } from './resolved.ts';
import { unzip } from './unzip.ts';

const KEYS = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:alert-keys-AbCdEf';
const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555';
const GIVEN = { AlertKeysSecretArn: KEYS };

let packaged: string;
let template: CloudFormation;

beforeAll(async () => {
  packaged = await packagedOnce();
  template = await read(packaged);
}, 60_000);

type Statement = { Action: string[]; Resource: unknown };

/** What the role may do, as [action, resource] pairs. */
function allowed(given: Record<string, string>): [string, unknown][] {
  const policies = resolved(template, given).Resources['ReceiveAlertRole']?.Properties['Policies'] as unknown as {
    PolicyDocument: { Statement: Statement[] };
  }[];
  return policies
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap(({ Action, Resource }) => Action.map((action): [string, unknown] => [action, Resource]));
}

const resources = (given: Record<string, string>) => resolved(template, given).Resources;
const ofType = (type: string, given: Record<string, string>) =>
  Object.values(resources(given)).filter(({ Type }) => Type === type);

test('without keys there is nothing of the function that takes alerts', () => {
  const names = Object.keys(resources({ AlertUrl: 'on', AwsAlerts: 'on' }));
  expect(names.filter((name) => /Alert(Role|Lambda|Log|Function|Url|s)/.test(name))).toEqual([]);
});

describe('with keys, the function that takes alerts', () => {
  test('has a role of its own, that may do exactly what it does', () => {
    const logs = { 'Fn::GetAtt': ['ReceiveAlertLogGroup', 'Arn'] };
    expect(allowed(GIVEN)).toEqual([
      ['sqs:SendMessage', { 'Fn::GetAtt': ['SourceQueue', 'Arn'] }],
      ['sqs:SendMessage', { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] }],
      ['secretsmanager:GetSecretValue', KEYS],
      ['logs:CreateLogStream', logs],
      ['logs:PutLogEvents', logs],
    ]);
    const { Role } = resources(GIVEN)['ReceiveAlertLambdaFunction']?.Properties ?? {};
    expect(Role).toEqual({ 'Fn::GetAtt': ['ReceiveAlertRole', 'Arn'] });
    expect(ofType('AWS::IAM::Role', GIVEN)).toHaveLength(2);
  });

  test('may look into the operator’s table, where one is given, and is told of it', () => {
    const RegisterTableArn = 'arn:aws:dynamodb:eu-central-1:123456789012:table/fingerprints';
    const given = { ...GIVEN, RegisterTableArn };
    expect(allowed(given).slice(allowed(GIVEN).length)).toEqual([['dynamodb:BatchGetItem', RegisterTableArn]]);
    const { Environment } = resources(given)['ReceiveAlertLambdaFunction']?.Properties ?? {};
    expect(Environment).toMatchObject({ Variables: { REGISTER_TABLE: RegisterTableArn } });
  });

  test('may write down what nobody knows, where there is an audit trail, and is told of it', () => {
    const given = { ...GIVEN, AuditTrail: 'on' };
    expect(allowed(given).slice(allowed(GIVEN).length)).toEqual([
      ['dynamodb:PutItem', { 'Fn::GetAtt': ['AuditTable', 'Arn'] }],
    ]);
    const variablesOf = (parameters: Record<string, string>) =>
      resources(parameters)['ReceiveAlertLambdaFunction']?.Properties['Environment'];
    expect(variablesOf(given)).toMatchObject({ Variables: { AUDIT_TABLE: { Ref: 'AuditTable' } } });
    expect(variablesOf(GIVEN)).toMatchObject({ Variables: { AUDIT_TABLE: '' } });
  });

  test('may use the keys that encrypt what it writes and reads, where they are given', () => {
    const base = allowed(GIVEN).length;
    expect(allowed({ ...GIVEN, KmsKeyArn: KEY }).slice(base)).toEqual([
      ['kms:Decrypt', KEY],
      ['kms:GenerateDataKey', KEY],
    ]);
    expect(allowed({ ...GIVEN, AlertKeysKmsKeyArn: KEY }).slice(base)).toEqual([['kms:Decrypt', KEY]]);
  });

  test('can be called by nobody, until that is asked for', () => {
    for (const type of ['AWS::Lambda::Url', 'AWS::Lambda::Permission', 'AWS::Events::Rule'])
      expect(ofType(type, GIVEN)).toEqual([]);
  });

  test('has a public URL where that is asked for, and no other way in', () => {
    const given = { ...GIVEN, AlertUrl: 'on' };
    expect(ofType('AWS::Lambda::Url', given).map(({ Properties }) => Properties['AuthType'])).toEqual(['NONE']);
    expect(ofType('AWS::Lambda::Permission', given).map(({ Properties }) => Properties)).toEqual([
      expect.objectContaining({ Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' }),
      expect.objectContaining({ Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true }),
    ]);
    expect(Object.keys(resolved(template, given).Outputs)).toContain('AlertUrl');
  });

  test('is told by AWS where that is asked for, and what it cannot send on is a dead letter', () => {
    const given = { ...GIVEN, AwsAlerts: 'on' };
    expect(ofType('AWS::Lambda::Permission', given).map(({ Properties }) => Properties)).toEqual([
      expect.objectContaining({
        Principal: 'events.amazonaws.com',
        SourceArn: { 'Fn::GetAtt': ['AwsAlertsRule', 'Arn'] },
      }),
    ]);
    expect(
      ofType('AWS::Lambda::EventInvokeConfig', given).map(({ Properties }) => Properties['DestinationConfig']),
    ).toEqual([{ OnFailure: { Destination: { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] } } }]);
  });

  test.each([
    ['eu-central-1', 'on', true],
    ['us-east-1', 'on', false],
    ['eu-central-1', 'off', false],
  ])(
    'in %s, with what AWS tells %s, names the bus that AWS Health must be passed on to: %s',
    (region, AwsAlerts, is) => {
      const { Outputs } = resolved(template, { ...GIVEN, AwsAlerts, 'AWS::Region': region });
      expect('AwsHealthTarget' in Outputs).toBe(is);
    },
  );

  test.each([
    ['AlertsNotTaken', NAMESPACE, 0],
    ['AlertsRefused', NAMESPACE, 10],
    ['AlertsOfUnknownKey', NAMESPACE, 0],
    ['AlertsOfKnownKey', NAMESPACE, 0],
    ['Errors', 'AWS/Lambda', 0],
    ['Throttles', 'AWS/Lambda', 0],
  ])('has an alarm for %s', (MetricName, Namespace, Threshold) => {
    const alarms = ofType('AWS::CloudWatch::Alarm', GIVEN).map(({ Properties }) => Properties);
    const about = alarms.filter(({ AlarmName }) => JSON.stringify(AlarmName).includes('-alerts-'));
    expect(about.filter((alarm) => alarm['MetricName'] === MetricName)).toEqual([
      expect.objectContaining({ Namespace, Threshold, ComparisonOperator: 'GreaterThanThreshold' }),
    ]);
  });

  test('rings for a signature of nobody’s key only where that goes on, so that not every junk request wakes somebody', () => {
    const { AlertsOfUnknownKeyAlarm, AlertsOfKnownKeyAlarm } = resources(GIVEN);
    expect(AlertsOfUnknownKeyAlarm?.Properties).toMatchObject({
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 12,
      DatapointsToAlarm: 3,
      TreatMissingData: 'notBreaching',
    });
    expect(AlertsOfKnownKeyAlarm?.Properties).toMatchObject({ Statistic: 'Sum', Period: 60, EvaluationPeriods: 1 });
  });

  test('gets no more of the concurrency than is set aside for it, unless nothing is', () => {
    const reserved = (given: Record<string, string>) =>
      resources(given)['ReceiveAlertLambdaFunction']?.Properties['ReservedConcurrentExecutions'];
    expect(Number(reserved(GIVEN))).toBe(50);
    expect(Number(reserved({ ...GIVEN, AlertConcurrency: '7' }))).toBe(7);
    expect(reserved({ ...GIVEN, AlertConcurrency: '0' })).toBeUndefined();
  });

  test('gets every variable that its settings read', async () => {
    const source = await readFile('lib/webhook/settings.ts', 'utf8');
    const names = [...source.matchAll(/^ {2}([A-Z_]+): (?!unset)/gm)].map(([, name]) => name);
    const environment = resources(GIVEN)['ReceiveAlertLambdaFunction']?.Properties['Environment'];
    const { Variables } = environment as unknown as { Variables: Record<string, unknown> };
    expect(names).toContain('ALERT_KEYS_SECRET_ID');
    expect(Object.keys(Variables)).toEqual(expect.arrayContaining(names));
    expect(Variables['ALERT_KEYS_SECRET_ID']).toBe(KEYS);
  });

  test('is its bundle and nothing else', async () => {
    const files = unzip(await readFile(join(packaged, 'receive-alert.zip')));
    expect(Object.keys(files)).toEqual(['receive-alert.mjs']);
    expect(files['receive-alert.mjs']).toEqual(await readFile('dist/functions/receive-alert.mjs'));
    expect(resources(GIVEN)['ReceiveAlertLambdaFunction']?.Properties['Handler']).toBe('receive-alert.handler');
  });
});

test('a way in without keys stops the packaging', async () => {
  const failure = pack(['--param', 'AlertUrl=on']);
  const fault = 'AlertKeysSecretArn must be given where AlertUrl is on';
  await expect(failure).rejects.toMatchObject({ stdout: expect.stringContaining(fault) });
});
