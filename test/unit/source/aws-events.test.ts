import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../../lib/alert/fingerprint.ts';
import { EVENT_SOURCES } from '../../../lib/source/sources.ts';
import { GUARDDUTY_EVENT, HEALTH_EVENT, SECURITY_HUB_EVENT } from '../../support/aws-events.ts';

const ROWS = [
  {
    name: 'aws-health',
    event: HEALTH_EVENT,
    eventId: 'arn:aws:health:us-east-1::event/RISK/AWS_RISK_CREDENTIALS_EXPOSED/XXXXXXXXXXXXXXXXX',
    reason: 'AWS_RISK_CREDENTIALS_EXPOSED',
    others: { ...HEALTH_EVENT.detail, eventTypeCode: 'AWS_EC2_OPERATIONAL_ISSUE' },
    without: { ...HEALTH_EVENT.detail, affectedEntities: undefined },
  },
  {
    name: 'guardduty',
    event: GUARDDUTY_EVENT,
    eventId: '49514155ed6b4536b05649a87fc3c05a',
    reason: 'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS',
    others: { ...GUARDDUTY_EVENT.detail, type: 'Discovery:S3/AnomalousBehavior' },
    without: { ...GUARDDUTY_EVENT.detail, resource: {} },
  },
  {
    name: 'security-hub',
    event: SECURITY_HUB_EVENT,
    eventId: '["arn:aws:guardduty:us-east-1:123456789012:detector/1/finding/2"]',
    reason: 'TTPs/Initial Access/UnauthorizedAccess:IAMUser-InstanceCredentialExfiltration.OutsideAWS',
    others: {
      findings: SECURITY_HUB_EVENT.detail.findings.map((finding) => ({
        ...finding,
        Types: ['Software and Configuration Checks'],
      })),
    },
    without: { findings: SECURITY_HUB_EVENT.detail.findings.map((finding) => ({ ...finding, Resources: [] })) },
  },
];

const sourceOf = (name: string) => {
  const found = EVENT_SOURCES.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no source ${name}`);
  return found;
};

test('each source has a row, and knows its own events alone', () => {
  expect(EVENT_SOURCES.map(({ name }) => name)).toEqual(ROWS.map(({ name }) => name));
  for (const { name, event } of ROWS)
    expect(EVENT_SOURCES.filter((each) => each.sends(event)).map((each) => each.name)).toEqual([name]);
});

describe.each(ROWS)('$name', ({ name, event, eventId, reason, others, without }) => {
  test('names an access key by the fingerprint of its id', () => {
    expect(sourceOf(name).translate(event)).toEqual({
      kind: 'alert',
      alert: {
        eventId,
        reason,
        reportedAt: '2016-06-05T06:27:57Z',
        secrets: [{ by: 'fingerprint', fingerprint: fingerprintOf('AKIAIOSFODNN7EXAMPLE') }],
      },
    });
  });

  test.each([
    ['that is of something else', others, 422],
    // Many findings of Security Hub are of access keys, and few of their exposure.
    ['that names no access key', without, name === 'security-hub' ? 422 : 400],
    ['that is not as documented', {}, 400],
    ['without detail', undefined, 400],
  ])('refuses an event %s', (_, detail, status) => {
    expect(sourceOf(name).translate({ ...event, detail })).toMatchObject({ kind: 'refused', status });
  });
});

test('what somebody sends from Security Hub by hand is meant, whatever it is of, and the key may be in the details', () => {
  const [finding] = SECURITY_HUB_EVENT.detail.findings;
  const byHand = (Resources: readonly object[]) =>
    sourceOf('security-hub').translate({
      ...SECURITY_HUB_EVENT,
      'detail-type': 'Security Hub Findings - Custom Action',
      time: undefined,
      detail: { findings: [{ ...finding, Types: undefined, Resources }] },
    });
  const details = { AwsIamAccessKey: { AccessKeyId: 'AKIA7' } };
  expect(
    byHand([
      { Type: 'AwsIamAccessKey', Id: 'x', Details: details },
      { Type: 'AwsIamUser', Id: 'y' },
    ]),
  ).toMatchObject({
    kind: 'alert',
    alert: { reportedAt: undefined, secrets: [{ by: 'fingerprint', fingerprint: fingerprintOf('AKIA7') }] },
  });
});

const [finding] = SECURITY_HUB_EVENT.detail.findings;
const health = HEALTH_EVENT.detail;
const resolved = { entityValue: 'AKIA7', status: 'RESOLVED' };

test.each([
  ['aws-health', 'is closed', HEALTH_EVENT, { ...health, statusCode: 'closed' }],
  ['aws-health', 'has its keys resolved', HEALTH_EVENT, { ...health, affectedEntities: [resolved] }],
  ['guardduty', 'is archived', GUARDDUTY_EVENT, { ...GUARDDUTY_EVENT.detail, service: { archived: true } }],
  ['security-hub', 'is archived', SECURITY_HUB_EVENT, { findings: [{ ...finding, RecordState: 'ARCHIVED' }] }],
  ['security-hub', 'is resolved', SECURITY_HUB_EVENT, { findings: [{ ...finding, Workflow: { Status: 'RESOLVED' } }] }],
  [
    'security-hub',
    'is suppressed',
    SECURITY_HUB_EVENT,
    { findings: [{ ...finding, Workflow: { Status: 'SUPPRESSED' } }] },
  ],
])('what %s says once more when it %s disables nothing', (name, _, event, detail) => {
  expect(sourceOf(name).translate({ ...event, detail })).toMatchObject({ kind: 'nothing' });
});

test.each([
  [
    'aws-health',
    HEALTH_EVENT,
    { ...health, statusCode: 'open', affectedEntities: [...health.affectedEntities, resolved] },
  ],
  ['guardduty', GUARDDUTY_EVENT, { ...GUARDDUTY_EVENT.detail, service: { archived: false } }],
  [
    'security-hub',
    SECURITY_HUB_EVENT,
    {
      findings: [
        { ...finding, RecordState: 'ACTIVE', Workflow: { Status: 'NOTIFIED' } },
        { ...finding, Id: 'another', RecordState: 'ARCHIVED' },
      ],
    },
  ],
])('of %s, what is not over is the same incident as before', (name, event, detail) => {
  expect(sourceOf(name).translate({ ...event, detail })).toEqual(sourceOf(name).translate(event));
});

test('what somebody sends from Security Hub by hand is meant, whatever has become of the finding', () => {
  const event = {
    ...SECURITY_HUB_EVENT,
    'detail-type': 'Security Hub Findings - Custom Action',
    detail: { findings: [{ ...finding, RecordState: 'ARCHIVED' }] },
  };
  expect(sourceOf('security-hub').translate(event)).toMatchObject({ kind: 'alert' });
});
