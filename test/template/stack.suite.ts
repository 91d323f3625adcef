import { Match, Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { packagedOnce, read } from './packaged.ts';
import { type CloudFormation, resolved } from './resolved.ts';

let template: CloudFormation;

beforeAll(async () => {
  template = await read(await packagedOnce());
}, 60_000);

const stack = (given: Record<string, string> = {}) => Template.fromJSON(resolved(template, given));

const properties = (resource: string, given: Record<string, string> = {}) =>
  resolved(template, given).Resources[resource]?.Properties ?? {};

describe('the function', () => {
  const has = (expected: object, given = {}) => stack(given).hasResourceProperties('AWS::Lambda::Function', expected);

  test('is one, on Node 24 and arm64', () => {
    stack().resourceCountIs('AWS::Lambda::Function', 1);
    has({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'disable-secrets.handler' });
  });

  test('has 60 seconds, and as much memory as its parameter says', () => {
    has({ Timeout: 60, MemorySize: 512 }, { MemorySize: '512' });
  });

  test('logs JSON, from the level of its parameter on, to a group of the stack', () => {
    const LoggingConfig = {
      LogFormat: 'JSON',
      ApplicationLogLevel: 'WARN',
      LogGroup: { Ref: 'DisableSecretsLogGroup' },
    };
    has({ LoggingConfig, Environment: { Variables: Match.objectLike({ LOG_LEVEL: 'WARN' }) } }, { LogLevel: 'WARN' });
  });

  test('keeps its log lines for 90 days, or as its parameter says', () => {
    stack().hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
    stack({ LogRetentionDays: '7' }).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
  });

  test('is traced by X-Ray only when asked for', () => {
    has({ TracingConfig: { Mode: 'PassThrough' } });
    has({ TracingConfig: { Mode: 'Active' } }, { Tracing: 'on' });
  });

  test('takes ten messages at a time, fails each on its own, and runs no more often at once than its parameter says', () => {
    stack({ MaximumConcurrency: '3' }).hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': ['SourceQueue', 'Arn'] },
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 3 },
      Enabled: true,
    });
    expect(template.Parameters['MaximumConcurrency']).toMatchObject({ Default: 2, MinValue: 2 });
  });
});

test('nobody but its queue may call the function: the stack gives no permission to, and no address', () => {
  stack().resourceCountIs('AWS::Lambda::EventSourceMapping', 1);
  for (const type of ['Permission', 'Url']) stack().resourceCountIs(`AWS::Lambda::${type}`, 0);
});

test('the bucket of the artifact is encrypted, closed to the public, and refuses what is not over TLS', () => {
  stack().hasResourceProperties('AWS::S3::Bucket', {
    BucketEncryption: Match.anyValue(),
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
  });
  const refusing = (Resource: object, Action: string) =>
    Match.objectLike({
      Effect: 'Deny',
      Principal: '*',
      Action: Match.arrayWith([Action]),
      Resource,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  stack().hasResourceProperties('AWS::S3::BucketPolicy', {
    Bucket: { Ref: 'ServerlessDeploymentBucket' },
    PolicyDocument: {
      Statement: [
        refusing({ 'Fn::Sub': `\${ServerlessDeploymentBucket.Arn}/serverless/*` }, 's3:PutObject'),
        refusing({ 'Fn::GetAtt': ['ServerlessDeploymentBucket', 'Arn'] }, 's3:ListBucket'),
      ],
    },
  });
});

describe('the queues', () => {
  test('hide a message for six times as long as the function has', () => {
    const { Timeout } = properties('DisableSecretsLambdaFunction');
    expect(properties('SourceQueue')['VisibilityTimeout']).toBe(6 * Number(Timeout));
  });

  test('move a message to the dead letters after as many receives as the function is told, one value for both', () => {
    const given = { MaxReceiveCount: '20' };
    const deadLetterTargetArn = { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] };
    expect(properties('SourceQueue', given)['RedrivePolicy']).toEqual({ deadLetterTargetArn, maxReceiveCount: 20 });
    expect(properties('DisableSecretsLambdaFunction', given)['Environment']).toMatchObject({
      Variables: { MAX_RECEIVE_COUNT: 20 },
    });
    expect(template.Parameters['MaxReceiveCount']).toMatchObject({ Default: 50, MinValue: 5 });
  });

  test('keep dead letters for 14 days, longer than messages, and messages longer than the function may try', () => {
    const [source, deadLetters] = ['SourceQueue', 'DeadLetterQueue'].map((queue) =>
      Number(properties(queue)['MessageRetentionPeriod']),
    ) as [number, number];
    expect(deadLetters).toBe(14 * 86_400);
    expect(source).toBeLessThan(deadLetters);
    const { MaxValue = Number.POSITIVE_INFINITY, Default } = template.Parameters['GiveUpAfterSeconds'] ?? {};
    expect([source > MaxValue, Default]).toEqual([true, 21_600]);
  });

  test('let only the source queue use the dead-letter queue', () => {
    const name = `\${AWS::StackName}`;
    const own = `arn:\${AWS::Partition}:sqs:\${AWS::Region}:\${AWS::AccountId}:${name}`;
    expect(properties('SourceQueue')['QueueName']).toEqual({ 'Fn::Sub': name });
    expect(properties('DeadLetterQueue')['RedriveAllowPolicy']).toEqual({
      redrivePermission: 'byQueue',
      sourceQueueArns: [{ 'Fn::Sub': own }],
    });
  });

  test.each(['SourceQueue', 'DeadLetterQueue', 'ApprovalQueue'])(
    'encrypt, with a key where one is given: %s',
    (queue) => {
      const KmsKeyArn = 'arn:aws:kms:eu-central-1:123456789012:key/1';
      expect(properties(queue)).toMatchObject({ SqsManagedSseEnabled: true });
      expect(properties(queue)).not.toHaveProperty('KmsMasterKeyId');
      expect(properties(queue, { KmsKeyArn })).toMatchObject({ KmsMasterKeyId: KmsKeyArn });
      expect(properties(queue, { KmsKeyArn })).not.toHaveProperty('SqsManagedSseEnabled');
    },
  );

  test.each(['SourceQueue', 'DeadLetterQueue', 'ApprovalQueue'])(
    'outlive the stack, and take messages of 1 MiB: %s',
    (queue) => {
      expect(template.Resources[queue]).toMatchObject({
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
        Properties: { MaximumMessageSize: 1_048_576 },
      });
    },
  );

  test('are told to whoever deploys, with the function', () => {
    const { QueueUrl, QueueArn, DeadLetterQueueUrl, DeadLetterQueueArn, FunctionName } = resolved(template).Outputs;
    expect([QueueUrl?.Value, DeadLetterQueueUrl?.Value]).toEqual([{ Ref: 'SourceQueue' }, { Ref: 'DeadLetterQueue' }]);
    const arns = ['SourceQueue', 'DeadLetterQueue'].map((queue) => ({ 'Fn::GetAtt': [queue, 'Arn'] }));
    expect([QueueArn?.Value, DeadLetterQueueArn?.Value]).toEqual(arns);
    expect(FunctionName?.Value).toEqual({ Ref: 'DisableSecretsLambdaFunction' });
  });
});
