import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { readSettings } from '../../lib/settings.ts';
import { packagedOnce, read } from './packaged.ts';
import { type CloudFormation, resolved } from './resolved.ts';

let template: CloudFormation;

beforeAll(async () => {
  template = await read(await packagedOnce());
}, 60_000);

const variables = (given: Record<string, string> = {}) => {
  const { Environment } = resolved(template, given).Resources['DisableSecretsLambdaFunction']?.Properties ?? {};
  return (Environment as { Variables: Record<string, unknown> }).Variables;
};

describe('the limit', () => {
  test('is there unless it is switched off, and is told to the function', () => {
    expect(variables({ MaxSecretsPerHour: '7' })).toMatchObject({
      APPROVAL_QUEUE_URL: { Ref: 'ApprovalQueue' },
      LIMITS_TABLE: { Ref: 'LimitsTable' },
      MAX_SECRETS_PER_HOUR: 7,
    });
    expect(resolved(template).Outputs['ApprovalQueueUrl']?.Value).toEqual({ Ref: 'ApprovalQueue' });
  });

  test('switched off, counts nothing and sends nothing to those who approve, and what waits is still watched', () => {
    const off = resolved(template, { Approval: 'off' });
    expect(off.Resources).not.toHaveProperty('LimitsTable');
    expect(JSON.stringify(off.Resources['KillSwitchRole'])).not.toMatch(/Approval|LimitsTable/);
    for (const name of [
      'ApprovalQueue',
      'ApprovalQueuePolicy',
      'WaitsForApprovalAlarm',
      'WaitsForApprovalTooLongAlarm',
    ])
      expect(off.Resources).toHaveProperty(name);
    expect(off.Outputs).toHaveProperty('ApprovalQueueUrl');
    expect(Object.keys(variables({ Approval: 'off' }))).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/APPROVAL|LIMITS/)]),
    );
  });

  test('is counted in an encrypted table that costs nothing at rest and forgets by itself', () => {
    Template.fromJSON(resolved(template)).hasResourceProperties('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'Tally', KeyType: 'HASH' }],
      TimeToLiveSpecification: { AttributeName: 'ExpiresAt', Enabled: true },
      SSESpecification: { SSEEnabled: true },
    });
  });

  test('keeps what waits for as long as SQS can', () => {
    expect(resolved(template).Resources['ApprovalQueue']?.Properties['MessageRetentionPeriod']).toBe(14 * 86_400);
  });

  test('may be set to what the function takes, and to nothing else', () => {
    const { Default, MinValue, MaxValue } = { MinValue: 0, ...template.Parameters['MaxSecretsPerHour'] };
    const required = { MYSAFE_SECRET_ID: 's', QUEUE_URL: 'https://q/q', DEAD_LETTER_QUEUE_URL: 'https://q/d' };
    const read = (most: number | undefined) =>
      readSettings({
        ...required,
        APPROVAL_QUEUE_URL: 'https://q/a',
        LIMITS_TABLE: 'limits',
        MAX_SECRETS_PER_HOUR: `${most}`,
      });
    expect([MinValue, MaxValue, Number(Default)].map((most) => read(most).approval?.maxSecretsPerHour)).toEqual([
      MinValue,
      MaxValue,
      100,
    ]);
    expect(() => read(Number(MaxValue) + 1)).toThrow('MAX_SECRETS_PER_HOUR');
    expect(() => read(Number(MinValue) - 1)).toThrow('MAX_SECRETS_PER_HOUR');
  });
});
