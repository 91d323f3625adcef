import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { packagedOnce, read } from './packaged.ts';
import { type CloudFormation, resolved } from './resolved.ts';

const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555';
const secretArn = (name: string) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}-AbCdEf`;

/** Everything that can be switched on, but for keys of the customer's. */
const EVERYTHING = {
  MySafeSecretArn: secretArn('vault'),
  AlertKeysSecretArn: secretArn('keys'),
  AwsAlerts: 'on',
  RegisterTableArn: 'arn:aws:dynamodb:eu-central-1:123456789012:table/register',
  AuditTrail: 'on',
  OutcomeEvents: 'on',
  EventReceiversSecretArn: secretArn('receivers'),
  Offboarding: 'on',
  LeaversBucket: 'people',
  LeaversKey: 'hr/leavers.csv',
};

let template: CloudFormation;
beforeAll(async () => {
  template = await read(await packagedOnce());
}, 60_000);

/** What IAM calls a call of the SDK: SQS knows no permission of its own for a batch. */
const ACTIONS: Readonly<Record<string, string>> = {
  BatchGetItem: 'dynamodb:BatchGetItem',
  ChangeMessageVisibility: 'sqs:ChangeMessageVisibility',
  GetObject: 's3:GetObject',
  GetSecretValue: 'secretsmanager:GetSecretValue',
  PutEvents: 'events:PutEvents',
  PutItem: 'dynamodb:PutItem',
  Query: 'dynamodb:Query',
  SendMessageBatch: 'sqs:SendMessage',
  UpdateItem: 'dynamodb:UpdateItem',
};

/** What the SDK has for itself: ways to credentials that a function has none of, endpoints to be discovered, directory buckets. */
const OF_THE_SDK = [
  'AssumeRole',
  'AssumeRoleWithWebIdentity',
  'CreateOAuth2Token',
  'CreateOAuth2TokenWithIAM',
  'CreateSession',
  'CreateToken',
  'DescribeEndpoints',
  'GetRoleCredentials',
];

/** The calls that are left in a bundle, and in what it loads late, of which the bundler has thrown out all that nobody makes. */
async function callsIn(bundle: string): Promise<readonly string[]> {
  const source = await readFile(join('dist/functions', bundle), 'utf8');
  const made = [...source.matchAll(/class extends [\w$]+\([\w$]+,[\w$]+,"(\w+)",[\w$]+\)/g)].map(
    ([, name = '']) => name,
  );
  const late = [...source.matchAll(/import\("\.\/([\w-]+\.mjs)"\)/g)].map(([, name = '']) => name);
  const others = await Promise.all([...new Set(late)].map(callsIn));
  const ours = made.filter((name) => !OF_THE_SDK.includes(name));
  return [...ours.map((name) => ACTIONS[name] ?? name), ...others.flat()];
}

type Statement = Readonly<{ Effect: string; Action: string | readonly string[]; Resource: unknown }>;

/** What the role of a function may do, each action once. */
function actionsOf(resource: string, given: Record<string, string>): readonly string[] {
  const { Resources } = resolved(template, given);
  const { Role } = Resources[resource]?.Properties ?? {};
  const [role] = (Role as { 'Fn::GetAtt': [string, string] })['Fn::GetAtt'];
  const policies = (Resources[role]?.Properties['Policies'] ?? []) as unknown as readonly {
    PolicyDocument: { Statement: readonly Statement[] };
  }[];
  const statements = policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  return [...new Set(statements.flatMap(({ Action }) => Action))].toSorted();
}

const LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents'];

/** What Lambda itself does in a function’s name: reads what starts it, puts aside what it could not take, writes its log. */
const BY_LAMBDA = {
  'disable-secrets': ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
  'receive-alert': [],
  'sweep-leavers': [],
  'announce-outcomes': [
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
    'sqs:SendMessage',
  ],
  'push-security-events': ['sqs:SendMessage'],
} as const;

const FUNCTIONS = [
  ['disable-secrets', 'DisableSecretsLambdaFunction'],
  ['receive-alert', 'ReceiveAlertLambdaFunction'],
  ['sweep-leavers', 'SweepLeaversLambdaFunction'],
  ['announce-outcomes', 'AnnounceOutcomesLambdaFunction'],
  ['push-security-events', 'PushSecurityEventsLambdaFunction'],
] as const;

describe('the role of each function', () => {
  test.each(FUNCTIONS)(
    'may do what its code calls, and what Lambda does for it, and nothing else: %s',
    async (name, resource) => {
      const calls = await callsIn(`${name}.mjs`);
      expect(calls.length).toBeGreaterThan(0);
      expect(actionsOf(resource, EVERYTHING)).toEqual([...new Set([...calls, ...BY_LAMBDA[name], ...LOGS])].toSorted());
    },
  );

  test.each(FUNCTIONS)('may use a KMS key only where one is given: %s', (_, resource) => {
    const keys = [
      'KmsKeyArn',
      'CredentialsKmsKeyArn',
      'AlertKeysKmsKeyArn',
      'LeaversKmsKeyArn',
      'EventReceiversKmsKeyArn',
    ];
    const ofKms = (given: Record<string, string>) =>
      actionsOf(resource, { ...EVERYTHING, ...given }).filter((action) => action.startsWith('kms:'));
    expect(ofKms({})).toEqual([]);
    // Each of them writes to a queue, which SQS encrypts with that key.
    expect(ofKms(Object.fromEntries(keys.map((key) => [key, KEY])))).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
  });
});

test('no function of the stack is left out here', () => {
  const functions = Object.values(resolved(template, EVERYTHING).Resources).filter(
    ({ Type }) => Type === 'AWS::Lambda::Function',
  );
  expect(functions.map(({ Properties }) => String(Properties['Handler']).replace('.handler', '')).toSorted()).toEqual(
    Object.keys(BY_LAMBDA).toSorted(),
  );
});
