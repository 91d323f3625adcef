import { Match, Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { packagedOnce, read } from './packaged.ts';
import { type CloudFormation, resolved } from './resolved.ts';

let template: CloudFormation;

beforeAll(async () => {
  template = await read(await packagedOnce());
}, 60_000);

const stack = (given: Record<string, string> = {}) => Template.fromJSON(resolved(template, given));

describe('an alarm', () => {
  const alarms = (given: Record<string, string> = {}) =>
    Object.values(resolved(template, given).Resources).filter(({ Type }) =>
      /^AWS::CloudWatch::(Composite)?Alarm$/.test(Type),
    );

  /** Those that only feed another one, which tells of them. */
  const windows = (given: Record<string, string> = {}) => {
    const rules = JSON.stringify(alarms(given).map(({ Properties }) => Properties['AlarmRule']));
    const all = Object.entries(resolved(template, given).Resources);
    return all.filter(([name]) => rules.includes(`ALARM(\\"\${${name}}\\")`)).map(([, alarm]) => alarm);
  };

  const queue = (name: string) => [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [name, 'QueueName'] } }];
  const lambda = [{ Name: 'FunctionName', Value: { Ref: 'DisableSecretsLambdaFunction' } }];

  test.each([
    [
      'a message that has waited 15 minutes',
      'AWS/SQS',
      'ApproximateAgeOfOldestMessage',
      queue('SourceQueue'),
      'Maximum',
      900,
    ],
    [
      'one that has waited for approval for a day',
      'AWS/SQS',
      'ApproximateAgeOfOldestMessage',
      queue('ApprovalQueue'),
      'Maximum',
      86_400,
    ],
    ['an error of the function', 'AWS/Lambda', 'Errors', lambda, 'Sum', 0, 10],
    ['a throttle of the function', 'AWS/Lambda', 'Throttles', lambda, 'Sum', 0],
  ])('starts at %s', (_, Namespace, MetricName, Dimensions, Statistic, Threshold, EvaluationPeriods = 1) => {
    stack().hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace,
      MetricName,
      Dimensions,
      Statistic,
      Threshold,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods,
    });
  });

  test.each([
    ['a dead letter', 'DeadLetterQueue'],
    ['a message that waits for approval', 'ApprovalQueue'],
  ])('starts at %s, and does not end because somebody looks, which hides it', (_, name) => {
    const metric = (MetricName: string) =>
      Match.objectLike({ MetricStat: { Metric: { MetricName, Dimensions: queue(name) }, Stat: 'Maximum' } });
    stack().hasResourceProperties('AWS::CloudWatch::Alarm', {
      Metrics: [
        Match.objectLike({ Expression: 'visible + hidden' }),
        metric('ApproximateNumberOfMessagesVisible'),
        metric('ApproximateNumberOfMessagesNotVisible'),
      ],
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
    });
  });

  test('starts when the queue was not empty for half an hour, with hidden and delayed messages counted', () => {
    const metric = (MetricName: string) =>
      Match.objectLike({ MetricStat: { Metric: { MetricName, Dimensions: queue('SourceQueue') }, Period: 300 } });
    stack().hasResourceProperties('AWS::CloudWatch::Alarm', {
      Metrics: [
        Match.objectLike({ Expression: 'visible + hidden + delayed' }),
        metric('ApproximateNumberOfMessagesVisible'),
        metric('ApproximateNumberOfMessagesNotVisible'),
        metric('ApproximateNumberOfMessagesDelayed'),
      ],
      EvaluationPeriods: 6,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
    });
  });

  test('says what has happened and what to do, each of them', () => {
    expect(alarms().length).toBe(24);
    expect(alarms({ Approval: 'off' }).length).toBe(24);
    for (const { Properties } of alarms()) {
      const { 'Fn::Sub': text = '' } = Properties['AlarmDescription'] as Record<string, string>;
      expect(text).toMatch(/^.{50,}\b(Read|Look|Find)\b/);
      expect(text.length).toBeLessThan(900);
    }
  });

  test('does not start because nothing happens, and tells nobody without a topic', () => {
    for (const { Type, Properties } of alarms()) {
      if (Type === 'AWS::CloudWatch::Alarm') expect(Properties).toMatchObject({ TreatMissingData: 'notBreaching' });
      expect(Object.keys(Properties).filter((name) => name.endsWith('Actions'))).toEqual([]);
    }
  });

  test('tells the topic, where one is given, that it starts and that it ends', () => {
    const AlarmTopicArn = 'arn:aws:sns:eu-central-1:123456789012:security';
    const silent = windows({ AlarmTopicArn }).map(({ Properties }) => JSON.stringify(Properties['AlarmName']));
    expect(silent).toHaveLength(4);
    for (const { Properties } of alarms({ AlarmTopicArn })) {
      if (silent.includes(JSON.stringify(Properties['AlarmName'])))
        expect(Properties).not.toHaveProperty('AlarmActions');
      else expect(Properties).toMatchObject({ AlarmActions: [AlarmTopicArn], OKActions: [AlarmTopicArn] });
    }
  });
});

describe('the network', () => {
  const vpcConfig = (given: Record<string, string>) =>
    resolved(template, given).Resources['DisableSecretsLambdaFunction']?.Properties['VpcConfig'];
  const inEc2 = (given: Record<string, string>) =>
    Object.values(resolved(template, given).Resources).filter(({ Type }) => Type.startsWith('AWS::EC2::'));

  test('is none unless asked for', () => {
    expect(vpcConfig({})).toBeUndefined();
    expect(inEc2({})).toEqual([]);
    expect(resolved(template).Outputs).not.toHaveProperty('EgressIp');
  });

  test('has one fixed address, which is told to whoever deploys', () => {
    const ours = stack({ FixedEgress: 'on' });
    for (const type of ['VPC', 'NatGateway', 'EIP']) ours.resourceCountIs(`AWS::EC2::${type}`, 1);
    ours.hasResourceProperties('AWS::EC2::NatGateway', {
      AllocationId: { 'Fn::GetAtt': ['EgressAddress', 'AllocationId'] },
      SubnetId: { Ref: 'PublicSubnet' },
    });
    ours.hasOutput('EgressIp', { Value: { 'Fn::GetAtt': ['EgressAddress', 'PublicIp'] } });
  });

  test('leads the function out by that address alone', () => {
    const subnets = ['PrivateSubnetA', 'PrivateSubnetB'];
    expect(vpcConfig({ FixedEgress: 'on' })).toEqual({
      SubnetIds: subnets.map((subnet) => ({ Ref: subnet })),
      SecurityGroupIds: [{ Ref: 'FunctionSecurityGroup' }],
    });
    const ours = stack({ FixedEgress: 'on' });
    for (const subnet of subnets) {
      const association = { SubnetId: { Ref: subnet }, RouteTableId: { Ref: 'PrivateRoutes' } };
      ours.hasResourceProperties('AWS::EC2::SubnetRouteTableAssociation', association);
    }
    const routes = ours.findResources('AWS::EC2::Route', { Properties: { RouteTableId: { Ref: 'PrivateRoutes' } } });
    expect(Object.values(routes).map(({ Properties }) => Properties)).toEqual([
      {
        RouteTableId: { Ref: 'PrivateRoutes' },
        DestinationCidrBlock: '0.0.0.0/0',
        NatGatewayId: { Ref: 'NatGateway' },
      },
    ]);
  });

  test.each([
    ['443', [443]],
    ['8443', [443, 8443]],
  ])('lets out 443 and the port of the vault, nothing else, and nothing in: %s', (VaultPort, ports) => {
    const group =
      resolved(template, { FixedEgress: 'on', VaultPort }).Resources['FunctionSecurityGroup']?.Properties ?? {};
    const rules = group['SecurityGroupEgress'] as { IpProtocol: string; FromPort: number; ToPort: number }[];
    const opened = rules.map(({ IpProtocol, FromPort, ToPort }) => [IpProtocol, FromPort, ToPort]);
    expect(opened).toEqual(ports.map((port) => ['tcp', port, port]));
    expect(group).not.toHaveProperty('SecurityGroupIngress');
  });

  test('is the one that is given, and then none of ours', () => {
    const given = { SubnetId: 'subnet-1', SecurityGroupId: 'sg-1', FixedEgress: 'on' };
    expect(vpcConfig(given)).toEqual({ SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] });
    expect(vpcConfig({ ...given, SecondSubnetId: 'subnet-2' })).toMatchObject({ SubnetIds: ['subnet-1', 'subnet-2'] });
    expect(inEc2(given)).toEqual([]);
  });
});
