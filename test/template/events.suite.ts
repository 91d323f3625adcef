import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { DETAIL_TYPES, EVENT_SOURCE } from '../../lib/announce/bus.ts';
import { pack, packagedOnce, read } from './packaged.ts';
import { type CloudFormation, resolved } from './resolved.ts';
import { unzip } from './unzip.ts';

const RECEIVERS = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:receivers-AbCdEf';
const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555';
const ON = { AuditTrail: 'on', OutcomeEvents: 'on' };
const WITH_THE_KEY = [
  ['kms:Decrypt', KEY],
  ['kms:GenerateDataKey', KEY],
];
const PUSHED = { ...ON, EventReceiversSecretArn: RECEIVERS };

let packaged: string;
let template: CloudFormation;

beforeAll(async () => {
  packaged = await packagedOnce();
  template = await read(packaged);
}, 60_000);

const resources = (given: Record<string, string>) => resolved(template, given).Resources;
const properties = (name: string, given: Record<string, string>) => resources(given)[name]?.Properties ?? {};
const arnOf = (name: string, attribute = 'Arn') => ({ 'Fn::GetAtt': [name, attribute] });

type Statement = { Action: string[]; Resource: unknown };

/** What a role may do, as [action, resource] pairs. */
function allowed(role: string, given: Record<string, string>): [string, unknown][] {
  const policies = properties(role, given)['Policies'] as unknown as { PolicyDocument: { Statement: Statement[] } }[];
  return policies
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap(({ Action, Resource }) => Action.map((action): [string, unknown] => [action, Resource]));
}

const about = (given: Record<string, string>) =>
  Object.keys(resources(given)).filter((name) => /Outcome|Announce|PushSecurity|Untold/.test(name));

test('nobody is told anything, unless that is switched on', () => {
  expect(about({ AuditTrail: 'on' })).toEqual([]);
  expect(properties('AuditTable', { AuditTrail: 'on' })).not.toHaveProperty('StreamSpecification');
});

test('the queue of what could not be told refuses everyone everything that is not over TLS, as the other queues do', () => {
  const statements = (policy: string) =>
    (properties(policy, ON)['PolicyDocument'] as unknown as { Statement: Statement[] }).Statement;
  expect(statements('UntoldEventsQueuePolicy')).toEqual(
    statements('DeadLetterQueuePolicy').map((statement) => ({ ...statement, Resource: arnOf('UntoldEventsQueue') })),
  );
});

test('the queue of what could not be told outlives the stack, and is encrypted with the key that is given for the queues', () => {
  const queue = (given: Record<string, string>) => resources({ ...ON, ...given })['UntoldEventsQueue'];
  expect(queue({})).toMatchObject({
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: { SqsManagedSseEnabled: true },
  });
  expect(queue({ KmsKeyArn: KEY })?.Properties).toMatchObject({ KmsMasterKeyId: KEY });
  expect(queue({ KmsKeyArn: KEY })?.Properties).not.toHaveProperty('SqsManagedSseEnabled');
});

describe('the function that announces', () => {
  test('follows what is written down, from the beginning, and loses nothing that it cannot announce', () => {
    expect(properties('AuditTable', ON)['StreamSpecification']).toEqual({ StreamViewType: 'NEW_IMAGE' });
    expect(properties('AnnounceOutcomesEventSource', ON)).toMatchObject({
      EventSourceArn: arnOf('AuditTable', 'StreamArn'),
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      DestinationConfig: { OnFailure: { Destination: arnOf('UntoldEventsQueue') } },
    });
  });

  test('may do exactly what it does', () => {
    const stream = arnOf('AuditTable', 'StreamArn');
    const logs = arnOf('AnnounceOutcomesLogGroup');
    expect(allowed('AnnounceOutcomesRole', ON)).toEqual([
      ['dynamodb:DescribeStream', stream],
      ['dynamodb:GetRecords', stream],
      ['dynamodb:GetShardIterator', stream],
      ['dynamodb:ListStreams', stream],
      ['dynamodb:Query', arnOf('AuditTable')],
      ['events:PutEvents', arnOf('OutcomeEventBus')],
      ['sqs:SendMessage', arnOf('UntoldEventsQueue')],
      ['logs:CreateLogStream', logs],
      ['logs:PutLogEvents', logs],
    ]);
    expect(allowed('AnnounceOutcomesRole', { ...ON, KmsKeyArn: KEY }).slice(-2)).toEqual(WITH_THE_KEY);
  });

  test('is there without the one that pushes', () => {
    expect(about(ON).filter((name) => name.startsWith('PushSecurity'))).toEqual([]);
  });
});

describe('the function that pushes', () => {
  test('hears of what is announced under the names that are announced, and of nothing else', () => {
    const { EventPattern, EventBusName, Targets } = properties('PushSecurityEventsRule', PUSHED);
    expect(EventBusName).toEqual({ Ref: 'OutcomeEventBus' });
    expect(EventPattern).toEqual({
      source: [EVENT_SOURCE],
      'detail-type': [DETAIL_TYPES['mysafe-kill-switch.secret.settled']],
      detail: { data: { unmapped: { outcome: ['disabled'] } } },
    });
    expect(Targets).toEqual([{ Id: 'push-security-events', Arn: arnOf('PushSecurityEventsLambdaFunction') }]);
    expect(properties('PushSecurityEventsPermission', PUSHED)).toMatchObject({
      Principal: 'events.amazonaws.com',
      SourceArn: arnOf('PushSecurityEventsRule'),
    });
  });

  test('may do exactly what it does', () => {
    const logs = arnOf('PushSecurityEventsLogGroup');
    const base: [string, unknown][] = [
      ['secretsmanager:GetSecretValue', RECEIVERS],
      ['sqs:SendMessage', arnOf('UntoldEventsQueue')],
      ['logs:CreateLogStream', logs],
      ['logs:PutLogEvents', logs],
    ];
    expect(allowed('PushSecurityEventsRole', PUSHED)).toEqual(base);
    expect(allowed('PushSecurityEventsRole', { ...PUSHED, EventReceiversKmsKeyArn: KEY })).toEqual([
      ...base,
      ['kms:Decrypt', KEY],
    ]);
    expect(allowed('PushSecurityEventsRole', { ...PUSHED, KmsKeyArn: KEY })).toEqual([...base, ...WITH_THE_KEY]);
  });
});

test.each([
  ['announce-outcomes', 'AnnounceOutcomesLambdaFunction', 'busEnvironment'],
  ['push-security-events', 'PushSecurityEventsLambdaFunction', 'pushEnvironment'],
])('%s is its bundle and nothing else, and gets every variable that it reads', async (name, resource, rules) => {
  const files = unzip(await readFile(join(packaged, `${name}.zip`)));
  expect(Object.keys(files)).toEqual([`${name}.mjs`]);
  expect(properties(resource, PUSHED)['Handler']).toBe(`${name}.handler`);
  const source = await readFile('lib/announce/settings.ts', 'utf8');
  const [, read = ''] = new RegExp(`const ${rules} = z.object\\(\\{(.*?)\\n\\}\\);`, 's').exec(source) ?? [];
  const names = [...read.matchAll(/^ {2}([A-Z_]+): (?!unset)/gm)].map(([, variable]) => variable);
  const { Variables } = properties(resource, PUSHED)['Environment'] as unknown as { Variables: object };
  expect(names.length).toBeGreaterThan(0);
  expect(Object.keys(Variables)).toEqual(expect.arrayContaining(names));
});

test.each([
  [['OutcomeEvents=on'], 'AuditTrail must be on where OutcomeEvents is on'],
  [[`EventReceiversSecretArn=${RECEIVERS}`], 'OutcomeEvents must be on where EventReceiversSecretArn is given'],
])('%j alone stops the packaging', async (given, fault) => {
  const failure = pack(given.flatMap((each) => ['--param', each]));
  await expect(failure).rejects.toMatchObject({ stdout: expect.stringContaining(fault) });
});
