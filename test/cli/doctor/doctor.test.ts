import { expect, onTestFinished, test, vi } from 'vitest';
import { doctorCommand } from '../../../cli/doctor/command.ts';
import type { Environment } from '../../../infra/local/environment.ts';
import { LIMIT_TABLES, SERVED_TABLES } from '../../../infra/local/served-tables.ts';
import { type Stack, type StackOptions, startStack } from '../../../infra/local/stack.ts';
import { startTables } from '../../../infra/local/tables.ts';
import { authority, serverCertificate } from '../../support/certificates.ts';
import { revoke } from '../../support/revoke.ts';
import { typed } from '../../support/typed.ts';

type Finding = Readonly<{ about: string; verdict: string; said: string; remedy?: string }>;

async function started(options: StackOptions = {}): Promise<Stack> {
  const stack = await startStack({ polling: false, ...options });
  onTestFinished(stack.stop);
  return stack;
}

/** `revoke doctor` with the function's own environment, and no other. */
async function doctor(env: Environment, ...args: readonly string[]) {
  const ended = await typed(doctorCommand, args, env);
  const findings = args.includes('--json')
    ? (JSON.parse(ended.stdout) as { readonly findings: readonly Finding[] }).findings
    : [];
  return { ...ended, about: (name: string) => findings.find((finding) => finding.about === name) };
}

test('where nothing is wrong it says so, a line for each thing, and has disabled nothing', async () => {
  const stack = await started({ vault: { names: { 5: {} } } });
  // The built command, as a process of its own.
  const { code, stdout, stderr } = await revoke(['doctor', '--secret', '5'], stack.environment);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^ok +settings +all there$/m);
  expect(stdout).toMatch(/^ok +redrive +after 50 deliveries/m);
  expect(stdout).toMatch(/^ok +credentials /m);
  expect(stdout).toMatch(/^ok +access token +granted$/m);
  expect(stdout).toMatch(/^ok +permission on secret 5 +may be edited/m);
  expect(stdout).not.toContain('WRONG');
  expect(stack.vault.stateOf(5)).toBe('active');
});

test('a certificate of an authority that it does not know is wrong, one that it does is not', async () => {
  const ca = await authority();
  const stack = await started({ vault: { tls: await serverCertificate(ca) }, credentials: { ca: ca.cert } });
  const trusted = await doctor(stack.environment, '--json');
  expect(trusted.about('TLS')).toMatchObject({ verdict: expect.stringMatching(/ok|warning/) });

  stack.secretsManager.rotate(JSON.stringify(stack.vault.credentials()));
  const { code, about } = await doctor(stack.environment, '--json');
  expect(code).toBe(1);
  expect(about('TLS')).toMatchObject({ verdict: 'wrong', remedy: expect.stringContaining('"ca"') });
  expect(about('permission')).toMatchObject({ verdict: 'not-checked' });
});

test('each thing that is wrong is said, with what to do, and nothing secret', async () => {
  const stack = await started();
  stack.secretsManager.rotate(JSON.stringify({ ...stack.vault.credentials(), clientSecret: 'another-secret-4711' }));
  const { code, stdout, about } = await doctor({ ...stack.environment, MAX_RECEIVE_COUNT: '7' }, '--json');
  expect(code).toBe(1);
  expect(about('redrive')).toMatchObject({ verdict: 'wrong', said: expect.stringContaining('50') });
  expect(about('access token')).toMatchObject({ verdict: 'wrong', remedy: expect.stringContaining('clientSecret') });
  for (const secret of [...stack.vault.everSecret(), 'another-secret-4711']) expect(stdout).not.toContain(secret);
});

test('whoever has set the queue of those who approve, and not the table, is examined all the same', async () => {
  const stack = await started();
  const { code, about } = await doctor(
    { ...stack.environment, APPROVAL_QUEUE_URL: stack.queues.approvalUrl },
    '--json',
  );
  expect({ code, verdict: about('settings')?.verdict }).toEqual({ code: 0, verdict: 'ok' });
});

test('a vault that is not there, and a queue that nobody knows, are each said with what to look at', async () => {
  const stack = await started();
  await stack.vault.stop();
  const gone = await doctor(stack.environment, '--json');
  expect(gone.code).toBe(1);
  expect(gone.about('vault')).toMatchObject({ verdict: 'wrong', said: expect.stringContaining('ECONNREFUSED') });

  const queueUrl = `${stack.queues.endpoint}/000000000000/none`;
  const { code, about } = await doctor(stack.environment, '--json', '--queue-url', queueUrl);
  expect(code).toBe(1);
  expect(about('source queue')).toMatchObject({ verdict: 'wrong', remedy: expect.stringContaining('QUEUE_URL') });
  expect(about('dead-letter queue')).toMatchObject({ verdict: 'not-checked' });
});

test('an address that the vault does not let in, and a token endpoint that is down, are told apart', async () => {
  const stack = await started();
  stack.vault.scriptToken(['address-not-allowed']);
  const refused = await doctor(stack.environment, '--json');
  expect(refused.about('access token')).toMatchObject({ remedy: expect.stringContaining('this address allowed') });
  stack.vault.scriptToken(['upstream-unavailable']);
  const down = await doctor(stack.environment, '--json');
  expect(down.about('access token')).toMatchObject({ remedy: 'try again when the vault answers' });
});

test('without settings, with credentials that are none, and without AWS it says what comes first', async () => {
  const stack = await started();
  const { MYSAFE_SECRET_ID: _, ...less } = stack.environment;
  const unset = await doctor(less, '--json');
  expect(unset.code).toBe(1);
  expect(unset.about('settings')).toMatchObject({
    verdict: 'wrong',
    said: expect.stringContaining('MYSAFE_SECRET_ID'),
  });

  stack.secretsManager.rotate('{}');
  const unreadable = await doctor(stack.environment, '--json');
  expect(unreadable.code).toBe(1);
  expect(unreadable.about('credentials')).toMatchObject({ verdict: 'wrong', said: expect.stringContaining('baseUrl') });

  const nowhere = {
    AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:1',
  };
  const cut = await doctor({ ...stack.environment, ...nowhere, AWS_MAX_ATTEMPTS: '1' }, '--json');
  expect(cut.code).toBe(3);
  expect(cut.about('source queue')).toMatchObject({ verdict: 'wrong', said: expect.stringContaining('ECONNREFUSED') });
}, 30_000);

test('without any region it says that alone, and asks nobody', async () => {
  const stack = await started();
  const { AWS_REGION: _, ...less } = stack.environment;
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE']) vi.stubEnv(name, undefined);
  const env = { ...less, AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere' };
  const { code, stdout, about } = await doctor(env, '--json');
  expect(code).toBe(3);
  expect(about('region')).toMatchObject({ verdict: 'wrong', remedy: 'give --region or set AWS_REGION' });
  expect(stdout.match(/"verdict": "wrong"/g)).toHaveLength(1);
  expect((await doctor(env, '--json', '--region', 'us-east-1')).code).toBe(0);
});

test('the tables and the queue of those who approve are looked at, where they are set', async () => {
  const stack = await started();
  const tables = await startTables([...Object.values(SERVED_TABLES), ...Object.values(LIMIT_TABLES)]);
  onTestFinished(tables.stop);
  const env = {
    ...stack.environment,
    AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
    APPROVAL_QUEUE_URL: stack.queues.approvalUrl,
    LIMITS_TABLE: 'limits',
    AUDIT_TABLE: 'audit',
  };
  const set = await doctor(env, '--json');
  expect(set.code).toBe(0);
  expect(set.about('limits table')).toMatchObject({ verdict: 'ok', said: expect.stringContaining('Tally') });
  expect(set.about('audit table')).toMatchObject({ verdict: 'ok', said: expect.stringContaining('RecordId') });
  expect(set.about('waits for approval')).toMatchObject({ verdict: 'ok' });

  const mixedUp = await doctor({ ...env, LIMITS_TABLE: 'none', AUDIT_TABLE: 'limits' }, '--json');
  expect(mixedUp.code).toBe(1);
  expect(mixedUp.about('limits table')).toMatchObject({
    verdict: 'wrong',
    said: expect.stringContaining('ResourceNotFoundException'),
  });
  expect(mixedUp.about('audit table')).toMatchObject({ verdict: 'wrong', said: expect.stringContaining('Tally') });

  const unset = await doctor(stack.environment, '--json');
  expect([unset.about('limit'), unset.about('audit table')]).toMatchObject([
    { verdict: 'not-checked' },
    { verdict: 'not-checked' },
  ]);
});

test('a certificate that has expired is not taken for one of an unknown authority', async () => {
  const ca = await authority();
  const notAfterDate = new Date(Date.now() - 86_400_000);
  const expired = await serverCertificate(ca, '127.0.0.1', { notBeforeDate: new Date('2025-01-01'), notAfterDate });
  const stack = await started({ vault: { tls: expired }, credentials: { ca: ca.cert } });
  const { code, about } = await doctor(stack.environment, '--json');
  expect(code).toBe(1);
  expect(about('TLS')).toMatchObject({
    verdict: 'wrong',
    said: expect.stringContaining('CERT_HAS_EXPIRED'),
    remedy: expect.stringContaining('renew'),
  });
  expect(about('"ca"')).toMatchObject({ verdict: 'ok' });
});

test.each([[['5']], [['--secret', 'sk_live_1']], [['--no-such']]])(
  '%j is wrong: exit code 2, and one line',
  async (args) => {
    const { code, stdout, stderr } = await doctor({}, ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).not.toContain('sk_live');
  },
);
