import { existsSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SERVED_TABLES } from '../../infra/local/served-tables.ts';
import { type Stack, startStack } from '../../infra/local/stack.ts';
import { SOME_NAMES } from '../../infra/local/vault/names.ts';
import { BUILT_REVOKE, run } from '../support/built-revoke.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ tables: SERVED_TABLES, vault: { names: SOME_NAMES } });
});
afterAll(() => stack.stop());

const revoke = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  run(BUILT_REVOKE, args, { ...stack.environment, ...env });

test('revoke send --wait ends with 0 when all are disabled, and revoke status says the same', async () => {
  const sent = await revoke([
    'send',
    '5',
    '7',
    '--tag',
    'leaver-mmustermann',
    '--incident',
    'INC-0',
    '--yes',
    '--wait',
  ]);
  expect(sent.code, sent.stderr).toBe(0);
  expect(sent.stdout).toContain('INC-0: 5 disabled');
  expect(sent.stderr).toMatch(/5 of 5: 5 disabled\n$/);
  for (const id of [5, 7, 201, 202, 203]) expect(stack.vault.stateOf(id)).toBe('inactive');
  expect(await revoke(['status', 'INC-0'])).toEqual({ code: 0, stdout: sent.stdout, stderr: '' });
});

test('it ends with 1 when one was dead-lettered, and says why', async () => {
  const sent = await revoke(['send', '8', '1005', '--incident', 'INC-1', '--wait', '--json']);
  expect(sent.code, sent.stderr).toBe(1);
  expect(JSON.parse(sent.stdout)).toMatchObject({ incidentId: 'INC-1', counts: { disabled: 1, 'not-found': 1 } });
  const status = await revoke(['status', 'INC-1']);
  expect([status.code, status.stdout]).toEqual([1, expect.stringContaining('1005  not-found: MySafe says 1005')]);
});

test('it ends with 1 when time is up, and what is open is seen as open', async () => {
  stack.vault.script(9, Array(4).fill('upstream-unavailable'));
  const sent = await revoke(['send', '9', '--incident', 'INC-2', '--wait', '--timeout', '2']);
  expect(sent.code, sent.stderr).toBe(1);
  expect(sent.stderr).toContain('After 2 s there is still no outcome for secret 9.');
  const status = await revoke(['status', 'INC-2', '--json']);
  expect([status.code, JSON.parse(status.stdout)]).toMatchObject([1, { open: { secrets: [9] } }]);
});

test('both end with 3 when AWS cannot be reached', async () => {
  const nowhere = { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1' };
  expect(await revoke(['status', 'INC-0'], nowhere)).toMatchObject({
    code: 3,
    stdout: '',
    stderr: expect.stringContaining('DynamoDB cannot be reached'),
  });
  expect(await revoke(['send', '5', '--wait'], nowhere)).toMatchObject({ code: 3, stdout: '' });
  expect(await revoke(['send', '5', '--wait'], { AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1' })).toMatchObject({
    code: 3,
  });
});

test('an incident that nobody knows: 1', async () => {
  expect(await revoke(['status', 'INC-NONE'])).toMatchObject({ code: 1, stdout: '' });
});

/** A terminal where there is none, from util-linux. */
const TERMINAL = '/usr/bin/script';

test.runIf(process.platform === 'linux' && existsSync(TERMINAL))('in a terminal there is a bar', async () => {
  const command = `${BUILT_REVOKE} send 11 12 --incident INC-3 --wait`;
  const { code, stdout } = await run(TERMINAL, ['-qec', command, '/dev/null'], stack.environment);
  expect(code).toBe(0);
  expect(stripVTControlCharacters(stdout)).toContain('[########################] 2 of 2: 2 disabled');
});
