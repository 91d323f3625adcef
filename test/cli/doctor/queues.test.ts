import { expect, test } from 'vitest';
import { queueFindings } from '../../../cli/doctor/queues.ts';

const ARN = 'arn:aws:sqs:eu-central-1:123456789012:compromised-dead-letters';

const SOURCE = {
  VisibilityTimeout: '360',
  MessageRetentionPeriod: '345600',
  MaximumMessageSize: '1048576',
  SqsManagedSseEnabled: 'true',
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: ARN, maxReceiveCount: 50 }),
};
const DEAD_LETTERS = {
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
