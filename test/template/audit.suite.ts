import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { SERVED_TABLES } from '../../infra/local/served-tables.ts';
import { packagedOnce, read } from './packaged.ts';
import { type CloudFormation, resolved } from './resolved.ts';

const ON = { AuditTrail: 'on' };

let template: CloudFormation;

beforeAll(async () => {
  template = await read(await packagedOnce());
}, 60_000);

const policies = (given: Record<string, string> = {}) =>
  resolved(template, given).Resources['KillSwitchRole']?.Properties['Policies'] as readonly unknown[];

const variables = (given: Record<string, string> = {}) =>
  resolved(template, given).Resources['DisableSecretsLambdaFunction']?.Properties['Environment'] as object;

describe('the audit trail', () => {
  test('is not there unless it is switched on', () => {
    const { Resources, Outputs } = resolved(template);
    expect(Resources).not.toHaveProperty('AuditTable');
    expect(Outputs).not.toHaveProperty('AuditTableName');
    expect(JSON.stringify(policies())).not.toContain('dynamodb:PutItem');
    expect(variables()).toMatchObject({ Variables: { AUDIT_TABLE: '' } });
  });

  test('is a table with the keys that are written, encrypted, paid for by use, back to any second of 35 days', () => {
    const { partitionKey, sortKey } = SERVED_TABLES.AUDIT_TABLE;
    Template.fromJSON(resolved(template, ON)).hasResourceProperties('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: partitionKey, KeyType: 'HASH' },
        { AttributeName: sortKey, KeyType: 'RANGE' },
      ],
      SSESpecification: { SSEEnabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    });
  });

  test('outlives the stack, and its name stands in the way of no other', () => {
    const table = template.Resources['AuditTable'];
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(table?.Properties).not.toHaveProperty('TableName');
  });

  test('is named to the function, and to whoever deploys', () => {
    expect(variables(ON)).toMatchObject({ Variables: { AUDIT_TABLE: { Ref: 'AuditTable' } } });
    expect(resolved(template, ON).Outputs['AuditTableName']?.Value).toEqual({ Ref: 'AuditTable' });
  });

  test('may be put into by the function, and neither read nor deleted from', () => {
    const added = policies(ON).slice(policies().length);
    expect(added).toMatchObject([
      {
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: ['dynamodb:PutItem'],
              Resource: { 'Fn::GetAtt': ['AuditTable', 'Arn'] },
            },
          ],
        },
      },
    ]);
  });
});
