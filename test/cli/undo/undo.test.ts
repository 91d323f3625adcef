import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { openTrail } from '../../../cli/audit/trail.ts';
import { deadLettersCommand } from '../../../cli/dead-letters/command.ts';
import { statusCommand } from '../../../cli/status/command.ts';
import { undoCommand } from '../../../cli/undo/command.ts';
import { openEnabling } from '../../../cli/undo/enable.ts';
import { runUndo } from '../../../cli/undo/undo.ts';
import { readSecret } from '../../../cli/vault-credentials.ts';
import { SECRET_ID } from '../../../infra/local/environment.ts';
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
  const asked: string[] = [];
  const no = await undo(['INC-3', '--reason', 'r'], {
    canAsk: true,
    isConfirmed: async (question, isMeant) => {
      asked.push(question);
      return ['inc-3', 'INC-3 ', 'yes', ''].some((line) => isMeant?.(line) ?? true);
    },
  });
  expect(asked).toEqual(['Type INC-3 to go on: ']);
  expect(no).toMatchObject({ code: 1, stderr: expect.stringContaining('Nothing was enabled') });
  expect(await undo(['INC-3', '--reason', 'r'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--confirm'),
  });
  expect(await undo(['INC-3', '--reason', 'r', '--confirm', 'INC-4'])).toMatchObject({ code: 2 });
  expect(states()).toEqual(['inactive', 'inactive', 'inactive']);
  const yes = await undo(['INC-3', '--reason', 'r'], {
    canAsk: true,
    isConfirmed: async (_, isMeant) => isMeant?.('INC-3') ?? false,
  });
  expect(yes.code).toBe(0);
});

test('what the vault does not enable, and credentials that are none, are each said', async () => {
  await incident('INC-5');
  stack.vault.setState(5, 'no-access');
  const { code, stderr } = await undo(['INC-5', '--reason', 'r', '--confirm', 'INC-5']);
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('Secret 5 is NOT enabled: ') });
  expect(states()).toEqual(['no-access', 'active', 'inactive']);
  const none = await undo(['INC-5', '--reason', 'r', '--confirm', 'INC-5', '--secret-id', 'none']);
  expect(none).toMatchObject({ code: 3, stderr: expect.stringContaining('Nothing was enabled') });
  stack.vault.scriptToken(['invalid-client']);
  const refused = await undo(['INC-5', '--reason', 'r', '--confirm', 'INC-5']);
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('No access token') });
});

test('where the vault gives no answer it is asked once more, and then nobody says what is not known', async () => {
  await incident('INC-7', [5, 6]);
  stack.vault.script(5, ['upstream-unavailable', 'upstream-unavailable']);
  stack.vault.script(6, ['upstream-unavailable']);
  const { code, stdout, stderr } = await undo(['INC-7', '--reason', 'r', '--confirm', 'INC-7']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: 'Enabled again: 1 secret.\n' });
  expect(stderr).toMatch(/Secret 5 may be enabled or not: [^\n]+ do the same again/);
  expect(stderr).not.toContain('Secret 6');
  expect(states()).toEqual(['inactive', 'active', 'inactive']);
});

/** A trail that takes so many records, and then no more. */
function failingAfter(records: number): Parameters<typeof runUndo>[1]['trail'] {
  const trail = openTrail({ table: SERVED_TABLES.AUDIT_TABLE.name, profile: undefined, region: undefined });
  onTestFinished(trail.close);
  let left = records;
  return {
    read: trail.read,
    write: async (record) => (left-- > 0 ? trail.write(record) : { kind: 'failed', reason: 'TimeoutError' }),
  };
}

/** As if this process had been started where the stack's variables are set. */
function inEnvironment(): void {
  for (const [name, value] of Object.entries(stack.environment)) if (name.startsWith('AWS_')) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
}

const undoWith = async (
  incidentId: string,
  trail: Parameters<typeof runUndo>[1]['trail'],
  signal: AbortSignal = new AbortController().signal,
) => {
  const said: string[] = [];
  const code = await runUndo(
    {
      incidentId,
      identifiers: [],
      reason: 'r',
      by: 'ann',
      confirmed: incidentId,
      secretId: SECRET_ID,
      json: false,
      table: 'audit',
      profile: undefined,
      region: undefined,
    },
    {
      trail,
      canAsk: false,
      isConfirmed: async () => false,
      print: (text) => void said.push(text),
      tell: (line) => void said.push(line),
      readSecret: () => readSecret(SECRET_ID, { profile: undefined, region: undefined }),
      openEnabling,
      now: () => new Date(),
      interruption: () => ({ signal, end: () => {} }),
    },
  );
  return { code, said: said.join('\n') };
};

test('what could not be written down beforehand is not done', async () => {
  await incident('INC-8', [5, 6]);
  inEnvironment();
  const { code, said } = await undoWith('INC-8', failingAfter(0));
  expect(code).toBe(3);
  expect(said).toContain('Nothing was enabled');
  expect(states()).toEqual(['inactive', 'inactive', 'inactive']);
});

test('where it can no longer be written down it stops, says so, and is done again in the same way', async () => {
  await incident('INC-9', [5, 6]);
  inEnvironment();
  const { code, said } = await undoWith('INC-9', failingAfter(1));
  expect(code).toBe(3);
  expect(said).toMatch(/Secret 5 IS enabled, and the audit trail could not be told/);
  expect(said).toContain('Secret 6 was left as it is');
  expect(states()).toEqual(['active', 'inactive', 'inactive']);
  const status = await typed(statusCommand, ['INC-9'], stack.environment);
  expect(status.stdout).toContain('enabling of 2 secrets begun (5, 6) by ann: r');
  expect(await undo(['INC-9', '--reason', 'r', '--confirm', 'INC-9'])).toMatchObject({ code: 0 });
  expect(states()).toEqual(['active', 'active', 'inactive']);
  const enabled = (await trailOf(stack, 'INC-9')).filter(({ kind }) => kind === 'enabled');
  expect(enabled).toMatchObject([{ identifier: 5 }, { identifier: 6 }]);
});

test('Ctrl-C ends it after the one that is begun is written down, and says which were left', async () => {
  await incident('INC-12', [5, 6]);
  inEnvironment();
  const asked = new AbortController();
  const trail = failingAfter(9);
  const write: typeof trail.write = async (record) => {
    if (record.kind === 'enabled') asked.abort();
    return trail.write(record);
  };
  const { code, said } = await undoWith('INC-12', { ...trail, write }, asked.signal);
  expect(code).toBe(1);
  expect(said).toContain('Secret 6 was left as it is');
  expect(said).toContain('Enabled again: 1 secret.');
  expect(states()).toEqual(['active', 'inactive', 'inactive']);
  const enabled = (await trailOf(stack, 'INC-12')).filter(({ kind }) => kind === 'enabled');
  expect(enabled).toMatchObject([{ identifier: 5 }]);
});

test('an incident that still goes on is said to, before anybody is asked', async () => {
  await incident('INC-10', [5]);
  inEnvironment();
  const trail = failingAfter(9);
  const open = async (incidentId: string) => {
    const read = await trail.read(incidentId);
    if (read.kind === 'failed') return read;
    const [first] = read.records.filter((record) => record.kind === 'reported');
    return { ...read, records: [...read.records, ...(first ? [{ ...first, secrets: [8] }] : [])] };
  };
  const { said } = await undoWith('INC-10', { ...trail, read: open });
  expect(said).toContain('INC-10 is not finished, and goes on disabling: secret 8.');
  await incident('INC-11', [5]);
  expect((await undoWith('INC-11', trail)).said).not.toContain('is not finished');
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
