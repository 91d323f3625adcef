import { expect, test } from 'vitest';
import { readArguments } from '../../../cli/approve/arguments.ts';

const QUEUE_URL = 'https://sqs.eu-central-1.amazonaws.com/123456789012/compromised';
const env = { QUEUE_URL, APPROVAL_QUEUE_URL: `${QUEUE_URL}-approval` };
const read = (...args: readonly string[]) => readArguments(args, { env, userName: 'ann' });

test.each([[[]], [['--list']]])('%j shows what waits, and needs nothing but the approval queue', (args) => {
  const { QUEUE_URL: _, ...others } = env;
  expect(readArguments(args, { env: others, userName: undefined })).toMatchObject({
    kind: 'approve',
    options: { which: undefined, approvalQueueUrl: env.APPROVAL_QUEUE_URL },
  });
});

test('everything that can be said can be said at once, in any order', () => {
  const typed =
    'INC-1 --message-id a -y INC-2 --message-id b --json --by bob --profile p --region eu-west-1 --queue-url http://127.0.0.1:1/0/q --approval-queue-url http://127.0.0.1:1/0/a';
  expect(read(...typed.split(' '))).toEqual({
    kind: 'approve',
    options: {
      which: { kind: 'some', incidents: ['INC-1', 'INC-2'], messageIds: ['a', 'b'] },
      by: 'bob',
      confirmed: true,
      json: true,
      queueUrl: 'http://127.0.0.1:1/0/q',
      approvalQueueUrl: 'http://127.0.0.1:1/0/a',
      profile: 'p',
      region: 'eu-west-1',
    },
  });
});

test('who approves is the user, unless somebody else is named', () => {
  expect(read('--all')).toMatchObject({ options: { which: { kind: 'all' }, by: 'ann', queueUrl: QUEUE_URL } });
});

test.each([
  [['--all', '--list'], /each says something else/],
  [['--all', 'INC-1'], /each says something else/],
  [['--list', '--message-id', 'a'], /each says something else/],
  [['--message-id', ''], /^--message-id is empty/],
  [[''], /^An incident is empty/],
  [['--all', '--by', 'a'.repeat(65)], /^Who approves/],
  [['--all', '--by', 'a\u001b[31m'], /^Who approves/],
  [['--all', '--by='], /^--by is empty/],
  [['--all', '--queue-url', 'compromised'], /^--queue-url or QUEUE_URL must be the URL/],
  [['--approval-queue-url', 'approval'], /^--approval-queue-url or APPROVAL_QUEUE_URL must be the URL/],
  [['--al'], /^Unknown option '--al'.*See revoke approve --help/],
])('%j is one line that says what is wrong', (args, reason) => {
  expect(read(...args)).toEqual({ kind: 'wrong', reason: expect.stringMatching(reason) });
});

test.each([
  [{}, 'ann', /^Which queue\? Give --approval-queue-url or set APPROVAL_QUEUE_URL.*ApprovalQueueUrl/],
  [{ APPROVAL_QUEUE_URL: env.APPROVAL_QUEUE_URL }, 'ann', /^Which queue\? Give --queue-url or set QUEUE_URL/],
  [env, undefined, /^Who approves\? Give --by/],
])('what is missing is asked for', (given, userName, reason) => {
  expect(readArguments(['--all'], { env: given, userName })).toEqual({
    kind: 'wrong',
    reason: expect.stringMatching(reason),
  });
});
