import { mkdtempDisposable, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { approveCommand } from '../../cli/approve/command.ts';
import { reportCommand } from '../../cli/report/command.ts';
import { sendCommand } from '../../cli/send/command.ts';
import { statusCommand } from '../../cli/status/command.ts';
import { SERVED_TABLES } from '../../infra/local/served-tables.ts';
import { type Stack, startStack } from '../../infra/local/stack.ts';
import { typed } from '../support/typed.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ tables: SERVED_TABLES, maxSecretsPerHour: 3 });
}, 20_000);
afterAll(() => stack.stop());

test('an incident is sent, followed to its end, looked up, and written as a page', async () => {
  const env = stack.environment;
  const sent = await typed(sendCommand, ['5', '1005', '--incident', 'INC-1', '--reason', '<b>', '--wait'], env);
  expect(sent).toMatchObject({ code: 1, stderr: expect.stringContaining('To be disabled: 2 secrets (5, 1005)') });

  const status = await typed(statusCommand, ['INC-1'], env);
  expect(status).toMatchObject({ code: 1, stdout: expect.stringMatching(/^INC-1: 1 disabled, 1 not-found$/m) });
  const asked = await typed(statusCommand, ['INC-1', '--json'], env);
  expect(JSON.parse(asked.stdout)).toMatchObject({ incidentId: 'INC-1', counts: { disabled: 1, 'not-found': 1 } });

  const folder = await mkdtempDisposable(join(tmpdir(), 'report-'));
  onTestFinished(() => folder.remove());
  const file = join(folder.path, 'report.html');
  expect(await typed(reportCommand, ['INC-1', '--html', file], env)).toMatchObject({
    code: 0,
    stderr: `Written: ${file}\n`,
  });
  const page = await readFile(file, 'utf8');
  expect(page).toContain('secret 1005');
  expect(page).toContain('&lt;b&gt;');
  const nowhere = await typed(reportCommand, ['INC-1', '--html', '/dev/null/r.html'], env);
  expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('ENOTDIR') });
});

test('what is too much waits, is listed, and is approved by its incident', async () => {
  const env = stack.environment;
  const ids = ['11', '12', '13', '14'];
  const sent = await typed(sendCommand, [...ids, '--incident', 'INC-2', '--reported-by', 'siem'], env);
  expect(sent.code).toBe(0);
  await stack.settled();
  expect(stack.vault.stateOf(11)).toBe('active');
  const listed = await typed(approveCommand, [], env);
  expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining('INC-2, reported by siem: 4 secrets') });
  expect(await typed(approveCommand, ['INC-2', '--yes'], env)).toMatchObject({ code: 0 });
  await stack.settled();
  expect(ids.map((id) => stack.vault.stateOf(id))).toEqual(Array(4).fill('inactive'));
  expect(await typed(approveCommand, [], env)).toMatchObject({ stdout: 'Nothing waits for approval.\n' });
}, 30_000);

test.each([
  [sendCommand, [], 'Which secrets'],
  [statusCommand, [], 'Which incident'],
  [reportCommand, ['INC-1'], 'In what form'],
  [approveCommand, ['--all', 'INC-1'], 'each says something else'],
])('$name says what is missing: %j', async (command, args, said) => {
  const { code, stdout, stderr } = await typed(command, args, { AUDIT_TABLE: 'audit' });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect(stderr).toContain(said);
});

test.each([
  [statusCommand, ['INC-1']],
  [reportCommand, ['INC-1', '--json']],
])('$name says that AWS cannot be reached: %j', async (command, args) => {
  const env = { ...stack.environment, AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' };
  const { code, stdout, stderr } = await typed(command, args, env);
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toContain('DynamoDB cannot be reached');
});

test('of an incident that nobody has heard of nothing is known', async () => {
  for (const [command, args] of [
    [statusCommand, ['INC-X']],
    [reportCommand, ['INC-X', '--ocsf']],
  ] as const) {
    expect(await typed(command, args, stack.environment)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('Nothing is known'),
    });
  }
});
