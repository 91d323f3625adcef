import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { approvalQueueFindings } from '../../../cli/doctor/approval.ts';
import { queueFindings } from '../../../cli/doctor/queues.ts';

const ARN = 'arn:aws:sqs:eu-central-1:123456789012:compromised-dead-letters';

const SOURCE_ARN = 'arn:aws:sqs:eu-central-1:123456789012:compromised';

/** A queue's policy as it is deployed, in the parts that SQS takes. */
const [messages = [], looking = []] = [
  ...(await readFile('infra/queue-actions.yml', 'utf8')).matchAll(/^\w+:\n((?: {2}- \S+\n)+)/gm),
].map(([, list = '']) => list.match(/sqs:\w+/g) ?? []);
const denied = (Action: readonly string[] | string, unlike: object = {}) => ({
  Effect: 'Deny',
  Principal: '*',
  Action,
  Resource: ARN,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  ...unlike,
});
const policy = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const Policy = policy(denied(looking), denied(messages));

const SOURCE = {
  QueueArn: SOURCE_ARN,
  Policy,
  VisibilityTimeout: '360',
  MessageRetentionPeriod: '345600',
  MaximumMessageSize: '1048576',
  SqsManagedSseEnabled: 'true',
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: ARN, maxReceiveCount: 50 }),
};
const DEAD_LETTERS = {
  Policy,
  RedriveAllowPolicy: JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: [SOURCE_ARN] }),
  QueueArn: ARN,
  MessageRetentionPeriod: '1209600',
  MaximumMessageSize: '1048576',
  KmsMasterKeyId: 'alias/mine',
  ApproximateNumberOfMessages: '0',
};
const EXPECTED = { maxReceiveCount: 50, giveUpAfterSeconds: 21_600 };

const unlike = (source: object, deadLetters: object = {}, expected: object = {}) =>
  queueFindings({ ...SOURCE, ...source }, { ...DEAD_LETTERS, ...deadLetters }, { ...EXPECTED, ...expected })
    .filter(({ verdict }) => verdict !== 'ok')
    .map(({ about, verdict }) => `${verdict}: ${about}`);

test('queues as they are deployed are all right', () => {
  expect(unlike({})).toEqual([]);
});

test.each([
  ['no redrive', 'wrong: redrive', { RedrivePolicy: undefined }],
  [
    'a redrive to elsewhere',
    'wrong: redrive',
    { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: `${ARN}2`, maxReceiveCount: 50 }) },
  ],
  [
    'a redrive after another number of deliveries, which SQS may write as a text',
    'wrong: redrive',
    { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: ARN, maxReceiveCount: '5' }) },
  ],
  ['too short a visibility time-out', 'warning: visibility time-out', { VisibilityTimeout: '30' }],
  ['no encryption', 'warning: encryption of the source queue', { SqsManagedSseEnabled: 'false' }],
  ['a smaller message size', 'warning: message size of the source queue', { MaximumMessageSize: '262144' }],
])('%s is seen', (_, finding, source) => {
  expect(unlike(source)).toEqual([finding]);
});

test('a message that SQS would drop before it is given up is wrong', () => {
  expect(unlike({ MessageRetentionPeriod: '3600' })).toEqual(['wrong: retention']);
});

test.each([
  ['dead letters that wait', 'warning: dead letters', { ApproximateNumberOfMessages: '3' }],
  [
    'dead letters kept no longer than messages',
    'warning: retention of dead letters',
    { MessageRetentionPeriod: '345600' },
  ],
])('%s are seen', (_, finding, deadLetters) => {
  expect(unlike({}, deadLetters)).toEqual([finding]);
});

test.each([
  ['none', undefined],
  ['one that cannot be read', '{'],
  ['one that lets somebody in', policy(denied(messages, { Effect: 'Allow' }))],
  ['one without a condition', policy(denied(messages, { Condition: {} }))],
  ['one for somebody alone', policy(denied(messages, { Principal: { AWS: 'arn:aws:iam::111111111111:root' } }))],
  ['one that leaves sending out', policy(denied(messages.filter((action) => action !== 'sqs:SendMessage')))],
])('a policy that does not refuse what comes without TLS is seen: %s', (_, Policy) => {
  expect(unlike({ Policy })).toEqual(['warning: TLS to the source queue']);
  expect(unlike({}, { Policy })).toEqual(['warning: TLS to the dead-letter queue']);
});

test.each([
  ['all actions at once', policy(denied('SQS:*'))],
  [
    'the words as SQS writes them',
    policy(
      denied(
        messages.map((action) => action.replace('sqs', 'SQS')),
        { Principal: { AWS: '*' } },
      ),
    ),
  ],
])('a policy may say it otherwise: %s', (_, Policy) => {
  expect(unlike({ Policy })).toEqual([]);
});

test.each([
  ['warning', undefined],
  ['warning', { redrivePermission: 'allowAll' }],
  ['wrong', { redrivePermission: 'denyAll' }],
  ['wrong', { redrivePermission: 'byQueue', sourceQueueArns: [`${SOURCE_ARN}-2`] }],
  ['warning', { redrivePermission: 'byQueue', sourceQueueArns: [SOURCE_ARN, `${SOURCE_ARN}-2`] }],
])('it is a %s finding when the dead-letter queue takes the letters of %j', (verdict, allowed) => {
  expect(unlike({}, { RedriveAllowPolicy: allowed && JSON.stringify(allowed) })).toEqual([
    `${verdict}: who may redrive`,
  ]);
});

test.each([
  [{}, []],
  [{ MessageRetentionPeriod: '345600' }, ['warning: retention of the approval queue']],
  [{ Policy: '{}' }, ['warning: TLS to the approval queue']],
  [{ ApproximateNumberOfMessages: '2' }, ['warning: waits for approval']],
])('of an approval queue with %j it says %j', (unlike, findings) => {
  const found = approvalQueueFindings({ ...DEAD_LETTERS, ...unlike }).filter(({ verdict }) => verdict !== 'ok');
  expect(found.map(({ about, verdict }) => `${verdict}: ${about}`)).toEqual(findings);
});
