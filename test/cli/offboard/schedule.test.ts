import { expect, test } from 'vitest';
import { offboarding } from '../../support/offboarding.ts';
import { temporaryFile } from '../../support/temporary-file.ts';

const AT = ['--at', '2026-12-01T18:00+01:00'];
const numbers = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1}`);

test('a person is told when, how far away that is, and what', async () => {
  const { code, told } = await offboarding().revoke(['5', '--identifier-code', 'crm', ...AT]);
  expect(code).toBe(0);
  expect(told).toContain(
    'To be disabled at 2026-12-01T18:00+01:00, which is 2026-12-01T17:00:00Z, in 6 days 1 h 53 min',
  );
  expect(told).toContain('1 secret (5), 1 secret by code (crm)');
  expect(told).toContain('Incident OFFBOARD-20261201T170000Z, in the group offboarding');
});

test('less than a day ahead there are no days', async () => {
  const { told } = await offboarding().revoke(['5', '--at', '2026-11-25T15:37Z']);
  expect(told).toContain('in 0 h 30 min');
});

test('what is said again is not scheduled again', async () => {
  const { revoke, schedules } = offboarding();
  const first = await revoke(['5', '7', ...AT]);
  expect(first).toMatchObject({
    code: 0,
    printed: expect.stringMatching(/^Scheduled: offboard-20261201T170000Z-\w+\n$/),
  });
  const second = await revoke(['7', '5', '--at', '2026-12-01T17:00Z'], { userName: 'bob' });
  expect(second).toMatchObject({ code: 0, printed: first.printed.replace('Scheduled', 'Already scheduled') });
  expect(schedules.size).toBe(1);
});

test('eleven secrets are asked about, and a tag is', async () => {
  for (const args of [[...numbers(11)], ['--tag', 'leaver']]) {
    const { revoke, schedules } = offboarding();
    expect(await revoke([...args, ...AT])).toMatchObject({
      code: 1,
      asked: 1,
      told: expect.stringMatching(/Nothing was scheduled\.\n$/),
    });
    expect(await revoke([...args, ...AT], { canAsk: false })).toMatchObject({ code: 2, asked: 0 });
    expect(schedules.size).toBe(0);
    expect(await revoke([...args, ...AT], { isConfirmed: async () => true })).toMatchObject({ code: 0, asked: 1 });
    expect(schedules.size).toBe(1);
  }
  expect(await offboarding().revoke([...numbers(10), ...AT])).toMatchObject({ code: 0, asked: 0 });
});

test('one bad row and nothing is scheduled, unless it may be skipped', async () => {
  const { revoke, schedules } = offboarding();
  const file = await temporaryFile('leavers.csv', 'id,last_day\n5,2026-12-01\nsk_live_1,2026-12-01\n');
  const refused = await revoke(['--file', file, ...AT]);
  expect(refused).toMatchObject({ code: 2, told: expect.stringContaining(`${file}, line 3`) });
  expect(refused.told).toContain('Nothing was scheduled: mend 1 row');
  expect(schedules.size).toBe(0);
  const went = await revoke(['--file', file, ...AT, '--skip-bad', '--json']);
  expect(JSON.parse(went.printed)).toEqual({
    incidentId: 'OFFBOARD-20261201T170000Z',
    at: '2026-12-01T17:00:00Z',
    schedules: [{ name: [...schedules.keys()][0], isNew: true }],
    secrets: [{ identifier: 5 }],
    skipped: [{ file, place: 'line 3', fault: expect.stringContaining('whole number') }],
  });
  expect(JSON.stringify([refused, went])).not.toContain('sk_live');
});

test('whoever stays longer than that is not scheduled, unless dates are to be ignored', async () => {
  const { revoke, schedules } = offboarding();
  const file = await temporaryFile('leavers.csv', 'id,last_day\n5,2026-12-01\n7,2026-12-02\n');
  const late = ['--at', '2026-12-01T23:30-05:00'];
  const refused = await revoke(['--file', file, ...late]);
  expect(refused).toMatchObject({ code: 2, told: expect.stringContaining(`${file}, line 3: has its last day on`) });
  expect(refused.told).not.toContain('line 2');
  expect(schedules.size).toBe(0);
  expect(await revoke(['--file', file, ...late, '--ignore-dates'])).toMatchObject({ code: 0 });
  expect(schedules.size).toBe(1);
});

test('what the function would not take is not scheduled', async () => {
  const { revoke, schedules } = offboarding();
  expect(await revoke(['5', ...AT, '--reason', 'x'.repeat(2 ** 20)])).toMatchObject({ code: 2 });
  expect(schedules.size).toBe(0);
});

test('where it breaks off it says how far it has come, and doing it again goes on from there', async () => {
  let calls = 0;
  const { revoke } = offboarding({
    create: async () => {
      calls += 1;
      return calls === 2 ? { kind: 'failed', reason: 'AccessDeniedException' } : { kind: 'created' };
    },
  });
  const { code, printed, told } = await revoke([...numbers(1001), ...AT, '-y']);
  expect({ code, printed }).toEqual({ code: 3, printed: '' });
  expect(told).toMatch(/1 of 3 are scheduled: .*iam:PassRole/);
  expect(told).toContain('--incident OFFBOARD-20261201T170000Z');
  calls = 1;
  const named = await revoke(['5', ...AT, '--incident', 'HR case 117']);
  expect(named.told).toContain("with --incident 'HR case 117': what");
});

test.each([
  ['ResourceNotFoundException', /no such group of schedules: check --group/],
  ['ValidationException', /--role-arn/],
  ['ECONNREFUSED', /EventBridge Scheduler cannot be reached/],
  ['ExpiredToken', /credentials have expired/],
  ['SomethingNew', /SomethingNew/],
])('%s says what to do', async (reason, advice) => {
  const { revoke } = offboarding({ create: async () => ({ kind: 'failed', reason }) });
  expect(await revoke(['5', ...AT])).toMatchObject({ code: 3, told: expect.stringMatching(advice) });
});
