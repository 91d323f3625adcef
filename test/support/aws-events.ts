// Events as AWS documents them, with the key that its documentation uses.

const ACCESS_KEY_ID = 'AKIAIOSFODNN7EXAMPLE';

const envelope = {
  version: '0',
  account: '123456789012',
  region: 'us-east-1',
  time: '2016-06-05T06:27:57Z',
  resources: [],
};

/** @see https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html */
export const HEALTH_EVENT = {
  ...envelope,
  id: '121345678-1234-1234-1234-123456789012',
  'detail-type': 'AWS Health Event',
  source: 'aws.health',
  detail: {
    eventArn: 'arn:aws:health:us-east-1::event/RISK/AWS_RISK_CREDENTIALS_EXPOSED/XXXXXXXXXXXXXXXXX',
    service: 'RISK',
    eventTypeCode: 'AWS_RISK_CREDENTIALS_EXPOSED',
    eventTypeCategory: 'issue',
    startTime: 'Sat, 05 Jun 2016 15:10:09 GMT',
    eventDescription: [{ language: 'en_US', latestDescription: 'A description of the event will be provided here' }],
    affectedEntities: [{ entityValue: ACCESS_KEY_ID }],
  },
};

/** @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html */
export const GUARDDUTY_EVENT = {
  ...envelope,
  id: '28e463cd-ca3b-587f-045e-49903af281e5',
  'detail-type': 'GuardDuty Finding',
  source: 'aws.guardduty',
  detail: {
    schemaVersion: '2.0',
    accountId: '123456789012',
    id: '49514155ed6b4536b05649a87fc3c05a',
    type: 'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS',
    resource: {
      resourceType: 'AccessKey',
      accessKeyDetails: { accessKeyId: ACCESS_KEY_ID, userName: 'GeneratedFinding' },
    },
    severity: 8,
  },
};

/** @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html */
export const SECURITY_HUB_EVENT = {
  ...envelope,
  id: 'CWE-event-id',
  'detail-type': 'Security Hub Findings - Imported',
  source: 'aws.securityhub',
  detail: {
    findings: [
      {
        Id: 'arn:aws:guardduty:us-east-1:123456789012:detector/1/finding/2',
        Types: ['TTPs/Initial Access/UnauthorizedAccess:IAMUser-InstanceCredentialExfiltration.OutsideAWS'],
        Resources: [
          {
            Type: 'AwsIamAccessKey',
            Id: `AWS::IAM::AccessKey:${ACCESS_KEY_ID}`,
            Details: { AwsIamAccessKey: { PrincipalName: 'GeneratedFinding' } },
          },
        ],
      },
    ],
  },
};
