import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deadLettersCommand } from '../../../cli/dead-letters/command.ts';
import { statusCommand } from '../../../cli/status/command.ts';
import { undoCommand } from '../../../cli/undo/command.ts';
import { SERVED_TABLES } from '../../../infra/local/served-tables.ts';
import { type Stack, startStack } from '../../../infra/local/stack.ts';
import { trailOf } from '../../support/audit-trail.ts';
import { body } from '../../support/messages.ts';
import { typed } from '../../support/typed.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ tables: SERVED_TABLES, vault: { states: { 7: 'inactive' } } });
}, 20_000);
afterAll(() => stack.stop());

const undo = (args: readonly string[], given: Parameters<typeof typed>[3] = {}, env = {}) =>
  typed(undoCommand, args, { ...stack.environment, ...env }, given);

/** An incident that disables 5 and 6 anew, finds 7 inactive, and 1005 not at all. */
async function incident(id: string, secrets = [5, 6, 7, 1005]): Promise<void> {
  for (const secret of [5, 6]) stack.vault.setState(secret, 'active');
  stack.vault.setState(7, 'inactive');
  await stack.send(body(secrets, { incidentId: id }));
  await stack.settled();
}

const states = () => [5, 6, 7].map((id) => stack.vault.stateOf(id));

test('enables again what the incident itself disabled, and nothing that was inactive before; the trail says who and why', async () => {
  await incident('INC-1');
  const { code, stdout, stderr } = await undo(['INC-1', '--reason', 'false alarm', '--confirm', 'INC-1']);
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'Enabled again: 2 secrets.\n' });
  expect(stderr).toContain('2 secrets (5, 6)');
  expect(states()).toEqual(['active', 'active', 'inactive']);
  const records = (await trailOf(stack, 'INC-1')).filter(({ kind }) => kind === 'enabled');
  expect(records).toMatchObject([
    { identifier: 5, by: 'ann', reason: 'false alarm' },
    { identifier: 6, by: 'ann', reason: 'false alarm' },
  ]);
  const status = await typed(statusCommand, ['INC-1'], stack.environment);
  expect(status).toMatchObject({ code: 1, stdout: expect.stringContaining('2 enabled again') });
  expect(status.stdout).toContain('secret 5 enabled again by ann: false alarm');
  expect(await undo(['INC-1', '--reason', 'once more', '--confirm', 'INC-1'])).toMatchObject({ code: 1, stdout: '' });
});

test('enables only those that are named, and nothing at all where one of them is not of the incident', async () => {
  await incident('INC-2');
  const other = await undo(['INC-2', '--identifier', '5', '--identifier', '7', '--reason', 'r', '--confirm', 'INC-2']);
  expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('left alone: 7') });
  expect(states()).toEqual(['inactive', 'inactive', 'inactive']);
  const one = await undo(['INC-2', '--identifier', '6', '--reason', 'r', '--confirm', 'INC-2', '--json']);
  expect(JSON.parse(one.stdout)).toEqual({
    incidentId: 'INC-2',
    results: [{ identifier: 6, kind: 'enabled', recorded: true }],
  });
  expect(states()).toEqual(['inactive', 'active', 'inactive']);
});

test('has the id of the incident typed, and does nothing for anything else', async () => {
  await incident('INC-3');
  const asked: (readonly [string, string | undefined])[] = [];
  const no = await undo(['INC-3', '--reason', 'r'], {
    canAsk: true,
    isConfirmed: async (question, word) => {
      asked.push([question, word]);
      return false;
    },
  });
  expect(asked).toEqual([['Type INC-3 to go on: ', 'INC-3']]);
  expect(no).toMatchObject({ code: 1, stderr: expect.stringContaining('Nothing was enabled') });
  expect(await undo(['INC-3', '--reason', 'r'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--confirm'),
  });
  expect(await undo(['INC-3', '--reason', 'r', '--confirm', 'INC-4'])).toMatchObject({ code: 1 });
  expect(states()).toEqual(['inactive', 'inactive', 'inactive']);
  const yes = await undo(['INC-3', '--reason', 'r'], { canAsk: true, isConfirmed: async () => true });
  expect(yes.code).toBe(0);
});

test('what the vault does not enable, and credentials that are none, are each said', async () => {
  await incident('INC-5');
  stack.vault.script(5, ['upstream-unavailable']);
  const { code, stderr } = await undo(['INC-5', '--reason', 'r', '--confirm', 'INC-5']);
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('Secret 5 is NOT enabled: ') });
  expect(states()).toEqual(['inactive', 'active', 'inactive']);
  const none = await undo(['INC-5', '--reason', 'r', '--confirm', 'INC-5', '--secret-id', 'none']);
  expect(none).toMatchObject({ code: 3, stderr: expect.stringContaining('Nothing was enabled') });
  stack.vault.scriptToken(['invalid-client', 'invalid-client']);
  const refused = await undo(['INC-5', '--reason', 'r', '--confirm', 'INC-5']);
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('No access token') });
});

test.each([
  [[], 'Which incident'],
  [['INC-1'], 'Why?'],
  [['INC-1', '--reason', 'r', '--identifier', 'sk_live_1'], '--identifier must be'],
  [['INC-1', '--reason', 'r', '--secret-id', ''], '--secret-id is empty'],
])('%j is wrong, and one line says so', async (args, said) => {
  const { code, stdout, stderr } = await undo(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect(stderr).toContain(said);
  expect(stderr).not.toContain('sk_live');
});

test('a trail that cannot be read is a failure of AWS', async () => {
  const env = { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' };
  expect(await undo(['INC-1', '--reason', 'r', '--confirm', 'INC-1'], {}, env)).toMatchObject({ code: 3 });
});

test.each(['disable-secrets', 'receive-alert', 'sweep-leavers', 'announce-outcomes', 'push-security-events', 'tables'])(
  'what is deployed cannot enable anything: %s',
  async (name) => {
    const bundle = await readFile(`dist/functions/${name}.mjs`, 'utf8');
    expect(bundle).not.toMatch(/secretapi\/active/);
  },
);

test('a letter is discarded with a reason, which the trail has first; without a trail only when that is said', async () => {
  await incident('INC-6', [1005]);
  const discard = (args: readonly string[], env = {}) =>
    typed(deadLettersCommand, ['discard', '--incident', 'INC-6', ...args], { ...stack.environment, ...env });
  expect(await discard([])).toMatchObject({ code: 2, stderr: expect.stringContaining('Why?') });
  expect(await discard(['--reason', 'deleted'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') });
  const down = await discard(['--reason', 'deleted', '--yes', '--table', 'none']);
  expect(down).toMatchObject({ code: 3, stderr: expect.stringContaining('stays') });
  const without = await discard(['--reason', 'deleted', '--yes'], { AUDIT_TABLE: '' });
  expect(without).toMatchObject({ code: 2, stderr: expect.stringContaining('--unrecorded') });

  expect(await discard(['--reason', 'deleted', '--yes'])).toMatchObject({ code: 0, stdout: 'Discarded: 1 letter.\n' });
  expect((await stack.deadLetters()).filter(({ attributes }) => attributes['IncidentId'] === 'INC-6')).toEqual([]);
  expect((await trailOf(stack, 'INC-6')).filter(({ kind }) => kind === 'discarded')).toMatchObject([
    { errorCode: '1005', identifier: '1005', by: 'ann', reason: 'deleted' },
  ]);
  expect(await discard(['--reason', 'deleted', '--yes'])).toMatchObject({ code: 1 });
  await incident('INC-6', [1005]);
  expect(await discard(['--reason', 'deleted', '--yes', '--unrecorded', '--json'])).toMatchObject({ code: 0 });
}, 40_000);
