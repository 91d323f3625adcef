import { expect, test } from 'vitest';
import { offboarding } from '../../support/offboarding.ts';

/** Three schedules, of two incidents, the latest made first. */
async function three() {
  const made = offboarding();
  for (const [at, incident, id] of [
    ['2026-12-03T17:00Z', 'HR-2', '9'],
    ['2026-12-01T17:00Z', 'HR-1', '5'],
    ['2026-12-02T17:00Z', 'HR-1', '7'],
  ] as const) {
    await made.revoke([id, '--at', at, '--incident', incident]);
  }
  const [latest = '', first = '', second = ''] = made.schedules.keys();
  return { ...made, first, second, latest };
}

test('the list has the next one first, with what it will do', async () => {
  const { revoke, first, second, latest } = await three();
  expect(await revoke(['list'])).toMatchObject({
    code: 0,
    printed: [
      `${first}  2026-12-01T17:00:00Z  HR-1  1 secret (5)\n`,
      `${second}  2026-12-02T17:00:00Z  HR-1  1 secret (7)\n`,
      `${latest}  2026-12-03T17:00:00Z  HR-2  1 secret (9)\n`,
    ].join(''),
  });
  const { printed } = await revoke(['list', '--json']);
  expect(JSON.parse(printed)).toMatchObject({
    schedules: [
      { name: first, at: '2026-12-01T17:00:00Z', incidentId: 'HR-1', secrets: [{ identifier: 5 }] },
      { name: second },
      { name: latest },
    ],
  });
});

test('what others have put into the group is listed by its name', async () => {
  const { revoke, schedules } = offboarding();
  const others = [
    { name: 'weekly', expression: 'rate(7 days)', timeZone: 'UTC', input: '{}' },
    { name: 'local', expression: 'at(2026-12-01T17:00:00)', timeZone: 'Europe/Berlin', input: 'x' },
  ];
  for (const other of others) schedules.set(other.name, other);
  const { printed } = await revoke(['list']);
  expect(printed).toBe('weekly  not made by this command\nlocal  not made by this command\n');
});

test('what others call the incident of theirs cannot steer a terminal', async () => {
  const { revoke, schedules } = offboarding();
  const input = JSON.stringify({
    type: 'credential.compromised',
    incidentId: 'HR\u001b[2J\n1',
    secrets: [{ identifier: 5 }],
  });
  schedules.set('s', { name: 's', expression: 'at(2026-12-01T17:00:00)', timeZone: 'UTC', input });
  expect((await revoke(['list'])).printed).toBe('s  2026-12-01T17:00:00Z  HR 1  1 secret (5)\n');
});

test('an empty group is said to be empty', async () => {
  expect(await offboarding().revoke(['list'])).toMatchObject({ code: 0, printed: '', told: 'Nothing is scheduled.\n' });
  expect(JSON.parse((await offboarding().revoke(['list', '--json'])).printed)).toEqual({ schedules: [] });
});

test('what is cancelled is shown, asked about, and then gone', async () => {
  const { revoke, schedules, first } = await three();
  const asked = await revoke(['cancel', first]);
  expect(asked).toMatchObject({ code: 1, asked: 1, printed: '', told: expect.stringContaining('1 secret (5)') });
  expect(schedules.size).toBe(3);
  const done = await revoke(['cancel', first], { isConfirmed: async () => true });
  expect(done).toMatchObject({ code: 0, printed: `Cancelled: ${first}\n` });
  expect([...schedules.keys()]).not.toContain(first);
});

test('nothing is cancelled where nobody can be asked, unless it was said beforehand', async () => {
  const { revoke, schedules } = await three();
  expect(await revoke(['cancel', '--all'], { canAsk: false })).toMatchObject({ code: 2, asked: 0 });
  expect(schedules.size).toBe(3);
  expect(await revoke(['cancel', '--all', '--yes'], { canAsk: false })).toMatchObject({ code: 0 });
  expect(schedules.size).toBe(0);
  expect(await revoke(['cancel', '--all', '--yes'])).toMatchObject({ code: 0, told: 'Nothing is scheduled.\n' });
});

test('an incident is cancelled with all its schedules, and no other is', async () => {
  const { revoke, schedules, latest } = await three();
  const { code, printed } = await revoke(['cancel', '--incident', 'HR-1', '--yes', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(printed)).toEqual({ cancelled: [expect.any(String), expect.any(String)], gone: [] });
  expect([...schedules.keys()]).toEqual([latest]);
  expect(await revoke(['cancel', '--incident', 'HR-1', '--yes'])).toMatchObject({
    code: 1,
    told: expect.stringContaining('it has run, or was cancelled'),
  });
});

test('what is not there any more may have run: that is said, and the exit code is 1', async () => {
  const { revoke, schedules, first } = await three();
  const { code, printed, told } = await revoke(['cancel', first, 'no-such', '--yes', '--json']);
  expect(code).toBe(1);
  expect(JSON.parse(printed)).toEqual({ cancelled: [first], gone: ['no-such'] });
  expect(told).toContain('no-such is gone: it has run, or was cancelled');
  expect(schedules.size).toBe(2);
});

test('what runs while somebody is being asked is said to be gone', async () => {
  const { revoke, schedules, first } = await three();
  const isConfirmed = async () => schedules.delete(first);
  expect(await revoke(['cancel', first], { isConfirmed })).toMatchObject({ code: 1, printed: '' });
});

test('a group that is not there is no reason to believe that schedules are gone', async () => {
  const { revoke } = offboarding({ list: async () => ({ kind: 'failed', reason: 'ResourceNotFoundException' }) });
  for (const args of [['list'], ['cancel', 'x', '--yes']]) {
    expect(await revoke(args)).toMatchObject({ code: 3, printed: '', told: expect.stringMatching(/no such group/) });
  }
});

test('where cancelling breaks off it says how far it has come', async () => {
  const made = await three();
  const stored = [...made.schedules.values()];
  const { revoke } = offboarding({
    list: async () => ({ kind: 'listed', schedules: stored }),
    remove: async (name) => (name === made.first ? { kind: 'removed' } : { kind: 'failed', reason: 'TimeoutError' }),
  });
  expect(await revoke(['cancel', '--all', '-y'])).toMatchObject({
    code: 3,
    told: expect.stringContaining('1 of 3 are cancelled: EventBridge Scheduler cannot be reached'),
  });
});
