import { expect, test } from 'vitest';
import { readArguments } from '../../../cli/send/arguments.ts';

const QUEUE_URL = 'https://sqs.eu-central-1.amazonaws.com/123456789012/compromised';
const read = (...args: readonly string[]) => readArguments(args, { QUEUE_URL });

test('identifiers alone are enough where the environment names the queue', () => {
  expect(read('5', '7')).toEqual({
    kind: 'send',
    options: {
      named: [{ identifier: 5 }, { identifier: 7 }],
      files: [],
      skipBad: false,
      ignoreDates: false,
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
    '--tag=a --file x.csv --incident INC-1 --reason why --identifier-code crm --tag b -f - --skip-bad --ignore-dates',
    '--reported-by me --dry-run -y 5 --json --queue-url http://127.0.0.1:1/0/q --profile p --region eu-west-1',
  ];
  expect(read(...typed.join(' ').split(' '))).toEqual({
    kind: 'send',
    options: {
      named: [{ identifier: 5 }, { identifierCode: 'crm' }, { tag: 'a' }, { tag: 'b' }],
      files: ['x.csv', '-'],
      skipBad: true,
      ignoreDates: true,
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
  [[], /Which secrets/],
  [['--incident', 'INC-1'], /Which secrets/],
  [['5', '--fil', 'x'], /Unknown option '--fil'\. See/],
  [['5', '--incident'], /--incident/],
  [['5', '--incident', ' '], /--incident is empty/],
  [['5', '--region='], /--region is empty/],
  [['5', '--yes=no'], /--yes/],
  [['5', '0'], /^Identifier 2: .*whole number/],
  [['5,7'], /^Identifier 1/],
  [['-5'], /-5/],
  [['--tag', ''], /^--tag/],
  [['--tag', ' x'], /^--tag: .*does not begin or end with a space/],
  [['--identifier-code', 'a\nb'], /^--identifier-code/],
  [['--file', ''], /--file needs/],
  [['--file', '-', '-f', '-'], /only once/],
  [['5', '--skip-bad'], /--skip-bad is for files/],
  [['5', '--ignore-dates'], /--ignore-dates is for files/],
  [['5', '--queue-url', 'compromised'], /must be the URL/],
])('%j is wrong, and one line says so', (args, reason) => {
  const command = read(...args);
  expect(command).toEqual({ kind: 'wrong', reason: expect.stringMatching(reason) });
  expect(command.kind === 'wrong' && command.reason).not.toContain('\n');
});

test('without a queue it asks which', () => {
  expect(readArguments(['5'], {})).toMatchObject({ kind: 'wrong', reason: expect.stringMatching(/QUEUE_URL/) });
});

test.each([[['sk_live_123']], [['--queue-url', 'sk_live_123', '5']]])(
  'a secret in the wrong place of %j is not repeated',
  (args) => {
    expect(JSON.stringify(read(...args))).not.toContain('sk_live_123');
  },
);
