import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startVault } from '../../infra/local/vault/vault.ts';
import { revoke } from '../support/revoke.ts';
import { temporaryFile } from '../support/temporary-file.ts';

/** `npm start -- …`, without npm. */
function start(...args: readonly string[]) {
  const child = spawn(process.execPath, ['infra/local/start.ts', ...args], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin.end();
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  const exited = Promise.all([once(child, 'close'), text(child.stderr)]);
  return {
    pid: child.pid ?? 0,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    output: () => output,
    ended: exited.then(([[code], stderr]) => ({ code: code as number | null, stdout: output, stderr })),
  };
}

const lastLine = (output: string) => output.trimEnd().split('\n').at(-1);

test('the samples end with every secret accounted for', async () => {
  const { code, stdout, stderr } = await start().ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(lastLine(stdout)).toBe('61 named, 59 disabled, 2 dead-lettered, 0 unaccounted');
  expect(stdout).toContain('2 malformed messages, on the dead-letter queue with the reason');
  expect(stdout).toMatch(/^7 +INC-2041, SIEM-7306 +already-disabled +2 +HTTP 504, after the vault had disabled it$/m);
  expect(stdout).not.toContain('\x1B');
});

test('--json writes one document and nothing else to standard output', async () => {
  const { code, stdout, stderr } = await start('--json', '--faults', 'typical', '--seed', '3').ended;
  expect(code).toBe(0);
  expect(stderr).toContain('Sending 12 messages that name 61 secrets');
  const document = JSON.parse(stdout);
  expect(document).toMatchObject({ named: 61, disabled: 59, deadLettered: 2, malformed: 2, unaccounted: 0 });
  expect(document.secrets).toHaveLength(61);
  expect(document.secrets).toContainEqual(
    expect.objectContaining({ identifier: '1005', incidents: ['SIEM-7303'], outcome: 'not-found', attempts: 1 }),
  );
  expect(document.deadLetters.map(({ errorCode }: { readonly errorCode: string }) => errorCode).sort()).toEqual([
    '1005',
    '1006',
    'malformed',
    'malformed',
  ]);
});

test('with no secret to disable there is still a proof', async () => {
  const { code, stdout } = await start(await temporaryFile('rubbish.json', 'rubbish')).ended;
  expect(code).toBe(0);
  expect(stdout).toContain('1 malformed message, on the dead-letter queue');
  expect(lastLine(stdout)).toBe('0 named, 0 disabled, 0 dead-lettered, 0 unaccounted');
});

test.each([
  [['--fault', 'storm'], /^Unknown option '--fault'/],
  [['--ui'], /^--ui shows what --serve keeps running: add --serve/],
  [['no-such-file.json'], /^no-such-file\.json cannot be read: there is no such file/],
  [['--credentials', 'no-such-file.json', 'package.json'], /^no-such-file\.json cannot be read/],
  [['--credentials', 'package.json', 'package.json'], /does not hold usable credentials: baseUrl must be/],
])('%j: one line, exit code 2, nothing started', async (args, reason) => {
  const { code, stdout, stderr } = await start(...args).ended;
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(reason);
  expect(stderr.trimEnd()).not.toContain('\n');
});

describe('a real vault', () => {
  const message =
    '{"type":"credential.compromised","incidentId":"INC-1","secrets":[{"identifier":5},{"identifier":1005}]}';

  test('is not touched when nobody can be asked', async () => {
    const vault = await startVault();
    onTestFinished(vault.stop);
    const credentials = await temporaryFile('credentials.json', JSON.stringify(vault.credentials()));
    const { code, stderr } = await start('--credentials', credentials, await temporaryFile('m.json', message)).ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(/without a terminal: add --yes/);
    expect(vault.seen.tokenRequests).toEqual([]);
  });

  test('is named before it is used, and nothing of its credentials is shown', async () => {
    const vault = await startVault({ script: { secrets: { 5: ['bad-gateway'] } } });
    onTestFinished(vault.stop);
    const { clientId = '', clientSecret = '', ...rest } = vault.credentials();
    const credentials = await temporaryFile('credentials.json', JSON.stringify({ ...rest, clientId, clientSecret }));
    const messages = await temporaryFile('m.json', message);
    const { code, stdout, stderr } = await start('--credentials', credentials, '--yes', messages).ended;
    expect(code).toBe(0);
    expect(stderr).toBe(`This is a real vault: ${vault.baseUrl}\n2 secrets would be disabled there: 5, 1005\n`);
    expect(lastLine(stdout)).toBe('2 named, 1 disabled, 1 dead-lettered, 0 unaccounted');
    expect(vault.stateOf(5)).toBe('inactive');
    expect(stdout + stderr).not.toContain(clientId);
    expect(stdout + stderr).not.toContain(clientSecret);
  });
});

test('--serve says what an SDK needs, shows what comes, and after Ctrl-C what is left', async () => {
  const serving = start('--serve');
  await expect.poll(serving.output, { timeout: 10_000 }).toContain('aws sqs send-message');
  const exported = [...serving.output().matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
  const environment: Readonly<Record<string, string>> = Object.fromEntries(exported);
  const client = new SQSClient({
    endpoint: environment['AWS_ENDPOINT_URL_SQS'] ?? '',
    region: environment['AWS_REGION'] ?? '',
    credentials: {
      accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
    },
  });
  const body =
    '{"type":"credential.compromised","incidentId":"INC-1","secrets":[{"identifier":5},{"identifier":1006}]}';
  await client.send(new SendMessageCommand({ QueueUrl: environment['QUEUE_URL'], MessageBody: body }));
  await expect.poll(serving.output, { timeout: 5000 }).toMatch(/^1006 +INC-1 +access-denied/m);
  await expect.poll(serving.output, { timeout: 5000 }).toMatch(/^5 +INC-1 +disabled/m);
  const letters = async () => {
    const QueueUrl = environment['DEAD_LETTER_QUEUE_URL'];
    const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
    return (await client.send(asked)).Attributes?.['ApproximateNumberOfMessages'];
  };
  await expect.poll(letters, { timeout: 5000 }).toBe('1');
  const asked = performance.now();
  serving.kill('SIGINT');
  const { code, stdout } = await serving.ended;
  expect(performance.now() - asked).toBeLessThan(2000);
  expect(code).toBe(130);
  expect(stdout).toContain('Stopped: ');
  expect(lastLine(stdout)).toBe('2 named, 1 disabled, 1 dead-lettered, 0 unaccounted');
});

test('--serve says what revoke offboard needs', async () => {
  const serving = start('--serve');
  await expect.poll(serving.output, { timeout: 10_000 }).toContain('aws sqs send-message');
  const exported = [...serving.output().matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
  const environment: Readonly<Record<string, string>> = Object.fromEntries(exported);
  const at = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+/, '');
  const made = await revoke(['offboard', '5', '--at', at], environment);
  expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Scheduled: offboard-/) });
  const listed = await revoke(['offboard', 'list'], environment);
  expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining(`${at}  OFFBOARD-`) });
});

test('--serve --ui names a web page, and Ctrl-C ends it with whoever is looking', async () => {
  const serving = start('--serve', '--ui');
  await expect.poll(serving.output, { timeout: 10_000 }).toMatch(/The web page:\s+http:/);
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+\/$/m.exec(serving.output().split('The web page:')[1] ?? '') ?? [];
  expect(await (await fetch(url)).text()).toContain('<title>The kill switch on this machine</title>');
  const events = await fetch(`${url}events`);
  const asked = performance.now();
  serving.kill('SIGINT');
  await expect(events.text()).rejects.toThrow();
  const { code, stderr } = await serving.ended;
  expect(performance.now() - asked).toBeLessThan(2000);
  expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
});

test.runIf(process.platform === 'linux')('a program that is killed leaves no process behind', async () => {
  const serving = start('--serve');
  await expect.poll(serving.output, { timeout: 10_000 }).toContain('aws sqs send-message');
  const listed = await readFile(`/proc/${serving.pid}/task/${serving.pid}/children`, 'utf8');
  const children = listed.trim().split(' ');
  expect(await running(children)).toEqual(children);
  serving.kill('SIGKILL');
  await expect.poll(() => running(children), { timeout: 5000 }).toEqual([]);
});

/** Which of these processes are still doing something: one that nobody has buried yet (`Z`) is not. */
async function running(pids: readonly string[]): Promise<readonly string[]> {
  const states = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z')));
  return pids.filter((_, index) => !/\) [ZX]/.test(states[index] ?? ''));
}
