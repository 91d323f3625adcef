import { describe, expect, test } from 'vitest';
import { readSettings } from '../../lib/settings.ts';

const REQUIRED = {
  MYSAFE_SECRET_ID: 'mysafe/kill-switch',
  QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/compromised',
  DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/compromised-dead',
};

test('what is not set has the default of the contract', () => {
  expect(readSettings(REQUIRED)).toEqual({
    secretId: REQUIRED.MYSAFE_SECRET_ID,
    queueUrl: REQUIRED.QUEUE_URL,
    deadLetterQueueUrl: REQUIRED.DEAD_LETTER_QUEUE_URL,
    sqsEndpointIsSet: false,
    maxReceiveCount: 50,
    giveUpAfterSeconds: 21_600,
    maxAttempts: 4,
    attemptTimeoutMs: 10_000,
    backoffBaseMs: 200,
    backoffCapMs: 5000,
    concurrency: 10,
  });
});

test.each([
  ['MAX_RECEIVE_COUNT', 'maxReceiveCount'],
  ['GIVE_UP_AFTER_SECONDS', 'giveUpAfterSeconds'],
  ['MAX_ATTEMPTS', 'maxAttempts'],
  ['ATTEMPT_TIMEOUT_MS', 'attemptTimeoutMs'],
  ['BACKOFF_BASE_MS', 'backoffBaseMs'],
  ['BACKOFF_CAP_MS', 'backoffCapMs'],
  ['CONCURRENCY', 'concurrency'],
] as const)('%s is read', (name, setting) => {
  expect(readSettings({ ...REQUIRED, [name]: '17' })[setting]).toBe(17);
});

const LIMITED = { ...REQUIRED, APPROVAL_QUEUE_URL: `${REQUIRED.QUEUE_URL}-approval`, LIMITS_TABLE: 'limits' };

test('there is a limit where there is a table to count it in and a queue for what goes beyond it', () => {
  const approval = { queueUrl: LIMITED.APPROVAL_QUEUE_URL, table: 'limits', maxSecretsPerHour: 100 };
  expect(readSettings(LIMITED).approval).toEqual(approval);
  expect(readSettings({ ...LIMITED, MAX_SECRETS_PER_HOUR: '7' }).approval).toEqual({
    ...approval,
    maxSecretsPerHour: 7,
  });
  expect(readSettings({ ...REQUIRED, MAX_SECRETS_PER_HOUR: '7' }).approval).toBeUndefined();
});

test.each(['APPROVAL_QUEUE_URL', 'LIMITS_TABLE'] as const)('%s alone makes no limit, and is an error', (name) => {
  const rule = 'APPROVAL_QUEUE_URL and LIMITS_TABLE must both be set, or neither';
  expect(() => readSettings({ ...REQUIRED, [name]: LIMITED[name] })).toThrow(rule);
  expect(() => readSettings({ [name]: LIMITED[name], CONCURRENCY: '0' })).toThrow(
    new RegExp(`MYSAFE_SECRET_ID.*CONCURRENCY.*${rule}`),
  );
});

test('there is an audit trail only where its table is named, and only by a name that a table can have', () => {
  expect(readSettings(REQUIRED).auditTable).toBeUndefined();
  expect(readSettings({ ...REQUIRED, AUDIT_TABLE: '' }).auditTable).toBeUndefined();
  expect(readSettings({ ...REQUIRED, AUDIT_TABLE: 'kill-switch_Audit.1' }).auditTable).toBe('kill-switch_Audit.1');
  for (const AUDIT_TABLE of ['ab', 'a b c', 'arn:aws:dynamodb:eu-central-1:123456789012:table/audit']) {
    expect(() => readSettings({ ...REQUIRED, AUDIT_TABLE })).toThrow(
      /AUDIT_TABLE must be the name of a DynamoDB table/,
    );
  }
});

test('an empty variable counts as one that is not set', () => {
  expect(readSettings({ ...REQUIRED, CONCURRENCY: '' }).concurrency).toBe(10);
  expect(() => readSettings({ ...REQUIRED, QUEUE_URL: '' })).toThrow(/QUEUE_URL must be the URL/);
  expect(() => readSettings({ ...REQUIRED, MYSAFE_SECRET_ID: '' })).toThrow(/MYSAFE_SECRET_ID must be the name/);
});

test('one error names every missing and every wrong variable at once, with its rule', () => {
  const wrong = {
    DEAD_LETTER_QUEUE_URL: 'compromised-dead',
    MAX_ATTEMPTS: '0',
    CONCURRENCY: 'many',
    BACKOFF_CAP_MS: '-1',
  };
  expect(() => readSettings(wrong)).toThrow(
    [
      "The function's environment is not usable:",
      'MYSAFE_SECRET_ID must be the name or ARN of the Secrets Manager secret with the credentials of the vault;',
      'QUEUE_URL must be the URL of an SQS queue;',
      'DEAD_LETTER_QUEUE_URL must be the URL of an SQS queue;',
      'MAX_ATTEMPTS must be a whole number from 1 to 100 (4 where it is not set);',
      'BACKOFF_CAP_MS must be a whole number from 0 to 900000 (5000 where it is not set);',
      'CONCURRENCY must be a whole number from 1 to 1000 (10 where it is not set).',
    ].join(' '),
  );
});

describe.each([
  'MAX_RECEIVE_COUNT',
  'GIVE_UP_AFTER_SECONDS',
  'MAX_ATTEMPTS',
  'ATTEMPT_TIMEOUT_MS',
  'BACKOFF_BASE_MS',
  'BACKOFF_CAP_MS',
  'CONCURRENCY',
  'MAX_SECRETS_PER_HOUR',
])('%s', (name) => {
  test.each(['-1', '1.5', '1e3', '0x10', ' 5', '5 ', 'five', 'NaN', 'Infinity', '99999999999999'])(
    'cannot be %j',
    (value) => {
      expect(() => readSettings({ ...REQUIRED, [name]: value })).toThrow(`${name} must be a whole number from`);
    },
  );
});

test.each(['MAX_RECEIVE_COUNT', 'GIVE_UP_AFTER_SECONDS', 'MAX_ATTEMPTS', 'ATTEMPT_TIMEOUT_MS', 'CONCURRENCY'])(
  '%s cannot be 0',
  (name) => {
    expect(() => readSettings({ ...REQUIRED, [name]: '0' })).toThrow(name);
  },
);

test('there may be no wait between tries', () => {
  expect(readSettings({ ...REQUIRED, BACKOFF_BASE_MS: '0', BACKOFF_CAP_MS: '0' })).toMatchObject({
    backoffBaseMs: 0,
    backoffCapMs: 0,
  });
});

test.each([
  ['MAX_RECEIVE_COUNT', 1000],
  ['GIVE_UP_AFTER_SECONDS', 1_209_600],
  ['MAX_ATTEMPTS', 100],
  ['ATTEMPT_TIMEOUT_MS', 900_000],
  ['BACKOFF_BASE_MS', 900_000],
  ['BACKOFF_CAP_MS', 900_000],
  ['CONCURRENCY', 1000],
])('%s can be %i and no more', (name, most) => {
  expect(() => readSettings({ ...REQUIRED, [name]: String(most) })).not.toThrow();
  expect(() => readSettings({ ...REQUIRED, [name]: String(most + 1) })).toThrow(
    new RegExp(`${name} must be a whole number from \\d to ${most} `),
  );
});

test('a queue may be spoken to without TLS, on one machine', () => {
  expect(readSettings({ ...REQUIRED, QUEUE_URL: 'http://127.0.0.1:4566/1/q' }).queueUrl).toMatch(/^http:/);
});

test.each([
  'ftp://queue.example/1',
  'xhttp://queue.example/1',
  'httpx://queue.example/1',
  'queue',
  'file:///queue',
  '//queue.example/1',
])('%s is no queue URL', (url) => {
  expect(() => readSettings({ ...REQUIRED, QUEUE_URL: url })).toThrow(/ QUEUE_URL must be the URL of an SQS queue/);
});

test('Node is not told to print what it does, for it would print private keys and tokens', () => {
  expect(() => readSettings({ ...REQUIRED, NODE_DEBUG: 'https' })).toThrow(
    /: NODE_DEBUG must not be set, because Node would print private keys and tokens\.$/,
  );
  expect(readSettings({ ...REQUIRED, NODE_DEBUG: '' })).toEqual(readSettings(REQUIRED));
});

test('an error does not repeat the value', () => {
  expect(() => readSettings({ ...REQUIRED, CONCURRENCY: 'hunter2' })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
  );
});

test.each([
  ['its own variable', { AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1' }, true],
  ["everybody's variable", { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }, true],
  ['an empty variable', { AWS_ENDPOINT_URL_SQS: '' }, false],
  [
    'a variable that is to be ignored',
    { AWS_ENDPOINT_URL_SQS: 'http://x', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
    false,
  ],
  [
    'a variable that is not to be ignored',
    { AWS_ENDPOINT_URL_SQS: 'http://x', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' },
    true,
  ],
])('another endpoint for SQS, by %s', (_, env, expected) => {
  expect(readSettings({ ...REQUIRED, ...env }).sqsEndpointIsSet).toBe(expected);
});
