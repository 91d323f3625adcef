import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtempDisposable, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { REGION } from '../../infra/local/account.ts';
import { awsEnvironment, type Environment } from '../../infra/local/environment.ts';
import { type Queues, startQueues } from '../../infra/local/queues.ts';
import { startStack } from '../../infra/local/stack.ts';
import { temporaryFile } from '../support/temporary-file.ts';

const BUILT = resolve('dist/cli/revoke.mjs');

let queues: Queues;
beforeAll(async () => {
  queues = await startQueues({ visibilityTimeoutSeconds: 30, maxReceiveCount: 5 });
});
afterAll(() => queues.stop());

/** What `npm start -- --serve` prints. */
const printed = (where: Queues = queues): Environment => ({
  ...awsEnvironment(where, 'http://127.0.0.1:1'),
  QUEUE_URL: where.sourceUrl,
});

/** The Node of these tests is the one that the command finds. */
const PATH = `${dirname(process.execPath)}${delimiter}${process.env['PATH']}`;

/** Runs a program with these variables and no others, so that no AWS setting of whoever runs this has a say. */
async function run(program: string, args: readonly string[], given: Environment = {}, input = '', cwd = process.cwd()) {
  const child = spawn(program, args, { env: { PATH, HOME: '/nonexistent', ...given }, cwd });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [[code], stdout, stderr] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  return { code: code as number | null, stdout, stderr };
}

const revoke = (args: readonly string[], env: Environment = printed(), input = '') => run(BUILT, args, env, input);

/** The messages of an incident that lie on the queue. */
async function sentFor(incidentId: string) {
  const lying = await queues.peek('source');
  const documents = lying.map(({ body }) => JSON.parse(body) as Readonly<Record<string, unknown>>);
  return documents.filter((document) => document['incidentId'] === incidentId);
}

test('what is typed lies on the queue', async () => {
  const startedAt = new Date().toISOString();
  const args = ['send', '5', '7', '9', '--incident', 'INC-1', '--reason', 'found in public', '--reported-by', 'ann'];
  const { code, stdout, stderr } = await revoke(args);
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^Sent: INC-1, 1 message\./) });
  expect(stderr).toContain('To be disabled: 3 secrets (5, 7, 9)');
  const [message, ...more] = await sentFor('INC-1');
  expect(more).toEqual([]);
  expect(message).toEqual({
    type: 'credential.compromised',
    version: 1,
    incidentId: 'INC-1',
    reason: 'found in public',
    reportedBy: 'ann',
    reportedAt: expect.any(String),
    secrets: [{ identifier: 5 }, { identifier: 7 }, { identifier: 9 }],
  });
  expect(String(message?.['reportedAt']) >= startedAt).toBe(true);
});

test.each(['', 'Mars/Phobos', ':/etc/localtime'])(
  'a machine whose time zone has no name (%j) sends as any',
  async (TZ) => {
    const file = await temporaryFile('leavers.csv', 'id,last_day\n5,2020-01-01\n');
    expect(await revoke(['send', '--file', file], { ...printed(), TZ })).toMatchObject({ code: 0 });
  },
);

test('without an incident one is made up, printed, and sent', async () => {
  const { stdout } = await revoke(['send', '5', '--json']);
  const { incidentId } = JSON.parse(stdout) as { readonly incidentId: string };
  expect(incidentId).toMatch(/^REVOKE-\d{8}-\d{6}-[0-9a-f]{4}$/);
  expect(await sentFor(incidentId)).toHaveLength(1);
});

test('another host than AWS is taken from the queue URL alone, without a word about it', async () => {
  const { AWS_ENDPOINT_URL_SQS: _, ...others } = printed();
  const { code, stderr } = await revoke(['send', '5', '--incident', 'INC-URL'], others);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: `To be disabled: 1 secret (5)\nIncident INC-URL, by way of ${queues.sourceUrl}\n`,
  });
  expect(await sentFor('INC-URL')).toHaveLength(1);
});

test('only a dry run says that it is one', async () => {
  await revoke(['send', '5', '--incident', 'INC-DRY', '--dry-run']);
  expect(await sentFor('INC-DRY')).toMatchObject([{ dryRun: true }]);
});

test('six thousand secrets from standard input become twelve messages of one incident', async () => {
  const ids = Array.from({ length: 6000 }, (_, index) => index + 1);
  const { code, stdout } = await revoke(
    ['send', '--file', '-', '--incident', 'INC-MANY', '--yes', '--json'],
    printed(),
    ids.join('\n'),
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ messages: 12 });
  const sent = await sentFor('INC-MANY');
  expect(sent).toHaveLength(12);
  const secrets = sent.flatMap(({ secrets }) => secrets as readonly { readonly identifier: number }[]);
  expect(secrets.map(({ identifier }) => identifier).sort((one, other) => one - other)).toEqual(ids);
});

describe('nothing is sent', () => {
  test.each([
    [['send', '5', '--incident', 'INC-0', '--no-such'], ''],
    [['send', '--tag', 'leaver', '--incident', 'INC-0'], ''],
    [['send', '--file', '-', '--incident', 'INC-0', '--yes'], 'id\n5\nx\n'],
    [['send', '--file', '-', '--incident', 'INC-0'], Array.from({ length: 11 }, (_, index) => index + 1).join('\n')],
  ])('%j: exit code 2', async (args, input) => {
    const { code, stdout, stderr } = await revoke(args, printed(), input);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toBe('');
    expect(await sentFor('INC-0')).toEqual([]);
  });

  const without = (...names: readonly string[]) =>
    Object.fromEntries(Object.entries(printed()).filter(([name]) => !names.includes(name)));

  test.each<[string, () => Environment, RegExp]>([
    ['nobody listens', () => ({ ...printed(), AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1' }), /cannot be reached/],
    ['there is no such queue', () => ({ ...printed(), QUEUE_URL: `${queues.sourceUrl}-2` }), /no such queue/],
    ['there is no region', () => without('AWS_REGION'), /--region/],
    [
      'there are no credentials',
      () => ({ ...without('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'), AWS_EC2_METADATA_DISABLED: 'true' }),
      /no AWS credentials .*--profile/,
    ],
  ])('%s: exit code 3, and what to do', async (_, env, advice) => {
    const { code, stdout, stderr } = await revoke(['send', '5'], env());
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(advice);
  });
});

test.each([
  ['--profile', ['--profile', 'responder'], {}],
  ['AWS_PROFILE', [], { AWS_PROFILE: 'responder' }],
])('%s names a profile, whose keys and region are used', async (name, args, env) => {
  const { AWS_ENDPOINT_URL_SQS = '', QUEUE_URL = '' } = printed();
  const config = `[profile responder]\nregion = ${REGION}\ncredential_process = echo '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"S"}'\n`;
  const AWS_CONFIG_FILE = await temporaryFile('config', config);
  const files = { AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true' };
  const around = { ...files, AWS_ENDPOINT_URL_SQS, QUEUE_URL };
  const incident = `INC${name}`;
  const { code, stderr } = await revoke(['send', '5', '--incident', incident, ...args], { ...around, ...env });
  expect(code, stderr).toBe(0);
  expect(await sentFor(incident)).toHaveLength(1);
  expect(await revoke(['send', '5'], around)).toMatchObject({ code: 3 });
});

/** A terminal where there is none, from util-linux. */
const TERMINAL = '/usr/bin/script';

describe.runIf(process.platform === 'linux' && existsSync(TERMINAL))('at a terminal', () => {
  test.each([
    ['yes', 0, 1],
    ['no', 1, 0],
    ['', 1, 0],
  ])('the answer %j: exit code %d, %d messages', async (answer, code, messages) => {
    const incident = `INC-ASKED-${answer}`;
    const command = `${BUILT} send --tag leaver --incident ${incident}`;
    const asked = await run(TERMINAL, ['-qec', command, '/dev/null'], printed(), `${answer}\n`);
    expect(asked.stdout).toContain('Send it? Type yes: ');
    expect(asked.code).toBe(code);
    expect(await sentFor(incident)).toHaveLength(messages);
  });
});

test('a dry run goes all the way, and the secret is as it was', async () => {
  await using stack = await startStack();
  const { code } = await revoke(['send', '5', '--dry-run'], printed(stack.queues));
  expect(code).toBe(0);
  await stack.settled();
  expect(stack.vault.seen.tokenRequests).not.toEqual([]);
  expect(stack.vault.stateOf(5)).toBe('active');
});

test('packed, installed without a network into an empty directory, and run there, it has a secret disabled', async () => {
  const directory = await mkdtempDisposable(join(tmpdir(), 'revoke-'));
  onTestFinished(() => directory.remove());
  const npm = async (...args: readonly string[]) => {
    const env = { HOME: directory.path, npm_config_cache: join(directory.path, 'cache') };
    const ran = await run('npm', args, env, '', directory.path);
    expect(ran.code, ran.stderr).toBe(0);
  };
  await npm('pack', resolve('dist/cli'), '--pack-destination', '.');
  const [tarball = ''] = (await readdir(directory.path)).filter((name) => name.endsWith('.tgz'));
  await npm('install', '--offline', '--ignore-scripts', '--prefix', '.', `./${tarball}`);
  expect(await readdir(join(directory.path, 'node_modules'))).toEqual(['.bin', '.package-lock.json', 'mysafe-revoke']);

  const installed = join(directory.path, 'node_modules/.bin/revoke');
  const help = await run(installed, ['--help'], {}, '', directory.path);
  expect(help).toEqual({ code: 0, stdout: expect.stringContaining('revoke send 5 7 9'), stderr: '' });
  await using stack = await startStack();
  const args = ['send', '5', '1005', '--incident', 'INC-PACKED'];
  const sent = await run(installed, args, printed(stack.queues), '', directory.path);
  expect(sent.code, sent.stderr).toBe(0);
  await stack.settled();
  expect(stack.vault.stateOf(5)).toBe('inactive');
  expect((await stack.deadLetters()).map(({ attributes }) => attributes['ErrorCode'])).toEqual(['1005']);
});

describe('what waits for approval', () => {
  const waits = (incidentId: string) =>
    queues.client.send(
      new SendMessageCommand({
        QueueUrl: queues.approvalUrl,
        MessageBody: JSON.stringify({ type: 'credential.compromised', incidentId, secrets: [{ identifier: 5 }] }),
      }),
    );

  const environment = () => ({ ...printed(), APPROVAL_QUEUE_URL: queues.approvalUrl });

  test('is shown, and approved by its incident, and the rest waits on', async () => {
    await waits('INC-ONE');
    await waits('INC-OTHER');
    const { stdout } = await revoke(['approve', '--list', '--json'], environment());
    const shown = JSON.parse(stdout) as { readonly waiting: readonly { readonly incidentId: string }[] };
    expect(shown.waiting.map(({ incidentId }) => incidentId).sort()).toEqual(['INC-ONE', 'INC-OTHER']);

    const { code } = await revoke(['approve', 'INC-ONE', '--yes', '--by', 'ann'], environment());
    expect(code).toBe(0);
    expect(await sentFor('INC-ONE')).toHaveLength(1);
    expect((await queues.peek('approval')).map(({ body }) => body)).toEqual([expect.stringContaining('INC-OTHER')]);
    expect((await queues.peek('source')).at(-1)?.attributes).toEqual({ ApprovedBy: 'ann' });
  });

  test('is not approved where nobody can be asked, nor where the queue is not named', async () => {
    await waits('INC-ASK');
    expect(await revoke(['approve', 'INC-ASK'], environment())).toMatchObject({ code: 2, stdout: '' });
    expect(await revoke(['approve', 'INC-ASK', '--yes'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^Which queue\? Give --approval-queue-url/),
    });
    expect(await sentFor('INC-ASK')).toEqual([]);
  });

  test('is not known where nobody answers: exit code 3', async () => {
    const env = { ...environment(), AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1' };
    const { code, stdout, stderr } = await revoke(['approve'], env);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^What waits could not be read: SQS cannot be reached/);
  });
});
