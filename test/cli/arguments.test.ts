import { expect, test } from 'vitest';
import { readArguments } from '../../cli/arguments.ts';

const QUEUE_URL = 'https://sqs.eu-central-1.amazonaws.com/123456789012/compromised';
const read = (...args: readonly string[]) => readArguments(args, { QUEUE_URL });

test('identifiers alone are enough where the environment names the queue', () => {
  expect(read('send', '5', '7')).toEqual({
    kind: 'send',
    options: {
      named: [{ identifier: 5 }, { identifier: 7 }],
      files: [],
      skipBad: false,
      incidentId: undefined,
      reason: undefined,
      reportedBy: undefined,
      dryRun: false,
      confirmed: false,
      json: false,
      queueUrl: QUEUE_URL,
      profile: undefined,
      region: undefined,
    },
  });
});

test('everything that can be said can be said at once, in any order', () => {
  const typed = [
    '--tag=a --file x.csv --incident INC-1 send --reason why --identifier-code crm --tag b -f - --skip-bad',
    '--reported-by me --dry-run -y 5 --json --queue-url http://127.0.0.1:1/0/q --profile p --region eu-west-1',
  ];
  expect(read(...typed.join(' ').split(' '))).toEqual({
    kind: 'send',
    options: {
      named: [{ identifier: 5 }, { identifierCode: 'crm' }, { tag: 'a' }, { tag: 'b' }],
      files: ['x.csv', '-'],
      skipBad: true,
      incidentId: 'INC-1',
      reason: 'why',
      reportedBy: 'me',
      dryRun: true,
      confirmed: true,
      json: true,
      queueUrl: 'http://127.0.0.1:1/0/q',
      profile: 'p',
      region: 'eu-west-1',
    },
  });
});

test.each([
  [['--help'], { kind: 'help', of: 'revoke' }],
  [['send', '-h'], { kind: 'help', of: 'send' }],
  [['--version'], { kind: 'version' }],
])('%j', (args, command) => {
  expect(read(...args)).toEqual(command);
});

test.each([
  [[], /What is to be done/],
  [['5'], /revoke send/],
  [['send'], /Which secrets/],
  [['send', '--incident', 'INC-1'], /Which secrets/],
  [['send', '5', '--fil', 'x'], /Unknown option '--fil'\. See/],
  [['send', '5', '--incident'], /--incident/],
  [['send', '5', '--incident', ' '], /--incident is empty/],
  [['send', '5', '--region='], /--region is empty/],
  [['send', '5', '--yes=no'], /--yes/],
  [['send', '5', '0'], /^Identifier 2: .*whole number/],
  [['send', '5,7'], /^Identifier 1/],
  [['send', '-5'], /-5/],
  [['send', '--tag', ''], /^--tag/],
  [['send', '--tag', ' x'], /^--tag: .*does not begin or end with a space/],
  [['send', '--identifier-code', 'a\nb'], /^--identifier-code/],
  [['send', '--file', ''], /--file needs/],
  [['send', '--file', '-', '-f', '-'], /only once/],
  [['send', '5', '--skip-bad'], /--skip-bad is for files/],
  [['send', '5', '--queue-url', 'compromised'], /must be the URL/],
])('%j is wrong, and one line says so', (args, reason) => {
  const command = read(...args);
  expect(command).toEqual({ kind: 'wrong', reason: expect.stringMatching(reason) });
  expect(command.kind === 'wrong' && command.reason).not.toContain('\n');
});

test('without a queue it asks which', () => {
  expect(readArguments(['send', '5'], {})).toMatchObject({ kind: 'wrong', reason: expect.stringMatching(/QUEUE_URL/) });
});

test.each([[['sk_live_123']], [['send', 'sk_live_123']], [['send', '--queue-url', 'sk_live_123', '5']]])(
  'a secret in the wrong place of %j is not repeated',
  (args) => {
    expect(JSON.stringify(read(...args))).not.toContain('sk_live_123');
  },
);
