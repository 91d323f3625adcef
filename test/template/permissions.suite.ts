import { beforeAll, describe, expect, test } from 'vitest';
import { packagedOnce, read } from './packaged.ts';
import { type CloudFormation, resolved } from './resolved.ts';

type Statement = {
  Sid?: string;
  Effect: string;
  Action: unknown;
  Resource?: unknown;
  Principal?: unknown;
  Condition?: unknown;
};

const ARN = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:mysafe-AbCdEf';
const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555';
const OTHER_KEY = 'arn:aws:kms:eu-central-1:123456789012:key/99999999-2222-3333-4444-555555555555';

const SOURCE = { 'Fn::GetAtt': ['SourceQueue', 'Arn'] };
const DEAD_LETTERS = { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] };

let template: CloudFormation;

beforeAll(async () => {
  template = await read(await packagedOnce());
}, 60_000);

/** Every statement anywhere below, behind conditions too. */
function statements(json: unknown): Statement[] {
  if (typeof json !== 'object' || json === null) return [];
  const own = 'Effect' in json ? [json as Statement] : [];
  return [...own, ...Object.values(json).flatMap(statements)];
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** What the role may do, as [action, resource] pairs. */
function allowed(given: Record<string, string> = {}): [unknown, unknown][] {
  const role = resolved(template, { MySafeSecretArn: ARN, ...given }).Resources['KillSwitchRole'];
  return statements(role?.Properties['Policies']).flatMap(({ Action, Resource }) =>
    list(Action).flatMap((action) => list(Resource).map((resource): [unknown, unknown] => [action, resource])),
  );
}

const fromAws = (policy: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${policy}` });

const managed = (given: Record<string, string> = {}) =>
  resolved(template, given).Resources['KillSwitchRole']?.Properties['ManagedPolicyArns'];

describe('no statement of the stack', () => {
  test('has a wildcard in an action', () => {
    const all = statements(template.Resources);
    expect(all.length).toBeGreaterThanOrEqual(11);
    expect(all.filter(({ Action }) => Action === undefined || JSON.stringify(Action).includes('*'))).toEqual([]);
  });

  test('has a wildcard in a resource, but for the objects that osls puts into its bucket', () => {
    const resources = statements(template.Resources)
      .filter(({ Action }) => !list(Action).includes('sts:AssumeRole'))
      .map(({ Resource }) => JSON.stringify(Resource));
    expect(resources).not.toContain(undefined);
    const objects = `{"Fn::Sub":"\${ServerlessDeploymentBucket.Arn}/serverless/*"}`;
    expect(resources.filter((resource) => resource.includes('*'))).toEqual([objects]);
  });

  test('says what it does not concern in place of what it does', () => {
    const texts = statements(template.Resources).map((statement) => JSON.stringify(statement));
    expect(texts.filter((text) => /"Not(Action|Resource|Principal)"/.test(text))).toEqual([]);
  });
});

describe('the role of the function', () => {
  test('is the only one, and used by it', () => {
    const roles = Object.entries(resolved(template).Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role');
    expect(roles.map(([name]) => name)).toEqual(['KillSwitchRole']);
    const { Role } = template.Resources['DisableSecretsLambdaFunction']?.Properties ?? {};
    expect(Role).toEqual({ 'Fn::GetAtt': ['KillSwitchRole', 'Arn'] });
  });

  test('may do exactly what the function does, on exactly the things it does it on', () => {
    const logs = { 'Fn::GetAtt': ['DisableSecretsLogGroup', 'Arn'] };
    expect(allowed()).toEqual([
      ['sqs:ReceiveMessage', SOURCE],
      ['sqs:DeleteMessage', SOURCE],
      ['sqs:GetQueueAttributes', SOURCE],
      ['sqs:ChangeMessageVisibility', SOURCE],
      ['sqs:SendMessage', SOURCE],
      ['sqs:SendMessage', DEAD_LETTERS],
      ['secretsmanager:GetSecretValue', ARN],
      ['logs:CreateLogStream', logs],
      ['logs:PutLogEvents', logs],
      ['dynamodb:UpdateItem', { 'Fn::GetAtt': ['LimitsTable', 'Arn'] }],
      ['sqs:SendMessage', { 'Fn::GetAtt': ['ApprovalQueue', 'Arn'] }],
    ]);
    expect(managed()).toEqual([]);
  });

  test('may neither count nor send to those who approve where there is no limit', () => {
    expect(allowed({ Approval: 'off' })).toEqual(allowed().slice(0, -2));
  });

  test('may use the key of the queues, only where one is given', () => {
    expect(allowed({ KmsKeyArn: KEY }).slice(allowed().length)).toEqual([
      ['kms:Decrypt', KEY],
      ['kms:GenerateDataKey', KEY],
    ]);
  });

  test('may decrypt with the key of the credentials, only where one is given', () => {
    expect(allowed({ CredentialsKmsKeyArn: OTHER_KEY }).slice(allowed().length)).toEqual([['kms:Decrypt', OTHER_KEY]]);
  });

  test('may write traces, only where tracing is on', () => {
    expect(managed({ Tracing: 'on' })).toEqual([fromAws('AWSXRayDaemonWriteAccess')]);
  });

  test.each([{ FixedEgress: 'on' }, { SubnetId: 'subnet-1', SecurityGroupId: 'sg-1' }])(
    'may have network interfaces, only where it runs in a VPC: %j',
    (network) => {
      expect(managed({ ...network })).toEqual([fromAws('service-role/AWSLambdaVPCAccessExecutionRole')]);
    },
  );
});

describe('the policy of', () => {
  const policies = (given: Record<string, string> = {}) =>
    Object.values(resolved(template, given).Resources)
      .filter(({ Type }) => Type === 'AWS::SQS::QueuePolicy')
      .map(({ Properties }) => ({
        queues: Properties['Queues'],
        statements: statements(Properties['PolicyDocument']),
      }));

  test.each([
    ['SourceQueue', SOURCE],
    ['DeadLetterQueue', DEAD_LETTERS],
    ['ApprovalQueue', { 'Fn::GetAtt': ['ApprovalQueue', 'Arn'] }],
  ])('%s refuses everyone everything that is not over TLS', (queue, arn) => {
    const [policy] = policies().filter(({ queues }) => JSON.stringify(queues) === JSON.stringify([{ Ref: queue }]));
    const denied = (policy?.statements ?? []).filter(({ Effect }) => Effect === 'Deny');
    expect(denied.map(({ Action: _, Sid: __, ...rest }) => rest)).toEqual(
      denied.map(() => ({
        Effect: 'Deny',
        Principal: '*',
        Resource: arn,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      })),
    );
    const touching = ['SendMessage', 'ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'PurgeQueue'];
    const changing = ['SetQueueAttributes', 'AddPermission', 'DeleteQueue', 'StartMessageMoveTask'];
    const actions = denied.flatMap(({ Action }) => list(Action));
    expect(actions).toEqual(expect.arrayContaining([...touching, ...changing].map((action) => `sqs:${action}`)));
  });

  test('each queue keeps within what SQS takes: seven actions in a statement, twenty statements', () => {
    expect(policies().length).toBe(3);
    for (const policy of policies({ ProducerArns: 'arn:aws:iam::111111111111:root' })) {
      expect(policy.statements.length).toBeLessThanOrEqual(20);
      expect(policy.statements.filter(({ Action }) => list(Action).length > 7)).toEqual([]);
    }
  });

  test('the queues allows nobody anything, unless producers are given: then only to send, to the source queue', () => {
    const allows = (given: Record<string, string> = {}) =>
      policies(given).flatMap((policy) => policy.statements.filter(({ Effect }) => Effect === 'Allow'));
    expect(allows()).toEqual([]);
    const ProducerArns = 'arn:aws:iam::111111111111:root,arn:aws:iam::222222222222:role/siem';
    expect(allows({ ProducerArns })).toEqual([
      {
        Sid: 'ProducersSend',
        Effect: 'Allow',
        Principal: { AWS: ProducerArns.split(',') },
        Action: ['sqs:SendMessage'],
        Resource: SOURCE,
      },
    ]);
  });
});
