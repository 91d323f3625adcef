import { expect, test } from 'vitest';
import { readArguments } from '../../../cli/send/arguments.ts';
import { runSend, type Surroundings } from '../../../cli/send/send.ts';
import { temporaryFile } from '../../support/temporary-file.ts';

const QUEUE_URL = 'http://127.0.0.1:1/0/compromised';

/** `revoke send …`, with a world in which only what is given is as it is. */
async function send(args: readonly string[], given: Partial<Surroundings> = {}) {
  const command = readArguments(args, { QUEUE_URL });
  if (command.kind !== 'send') throw new Error('not to be sent');
  const seen = { asked: 0, bodies: [] as string[], printed: '', told: '' };
  const code = await runSend(command.options, {
    now: new Date('2026-11-25T15:07:00Z'),
    userName: 'ann',
    endpointIsSet: false,
    madeUp: () => 'REVOKE-1',
    canAsk: true,
    send: async (_, bodies) => {
      seen.bodies.push(...bodies);
      return { kind: 'sent' };
    },
    openTrail: () => {
      throw new Error('nobody asked to wait');
    },
    elapsed: () => 0,
    sleep: async () => {},
    progress: { show: () => {}, end: () => {} },
    print: (text) => {
      seen.printed += text;
    },
    tell: (line) => {
      seen.told += `${line}\n`;
    },
    ...given,
    isConfirmed: async (question) => {
      seen.asked += 1;
      return given.isConfirmed?.(question) ?? false;
    },
  });
  return { code, ...seen };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1}`);

test('ten secrets are sent without a question', async () => {
  expect(await send(numbers(10))).toMatchObject({ code: 0, asked: 0, bodies: [expect.anything()] });
});

test('the same secret ten times over is one', async () => {
  expect(await send([...numbers(10), ...numbers(10)])).toMatchObject({ code: 0, asked: 0 });
});

test.each([
  ['eleven secrets', numbers(11)],
  ['a tag', ['--tag', 'leaver']],
])('%s are asked about: sent after a yes, and not after anything else', async (_, args) => {
  const yes = await send(args, { isConfirmed: async () => true });
  expect(yes).toMatchObject({ code: 0, asked: 1, bodies: [expect.anything()] });
  expect(await send(args)).toMatchObject({ code: 1, asked: 1, bodies: [], printed: '' });
  expect(await send([...args, '--yes'], { canAsk: false })).toMatchObject({
    code: 0,
    asked: 0,
    bodies: [expect.anything()],
  });
  expect(await send(args, { canAsk: false })).toMatchObject({
    code: 2,
    asked: 0,
    bodies: [],
    told: expect.stringContaining('add --yes'),
  });
});

test('it is told what will be done before it is', async () => {
  const { told } = await send(['5', '7', '--identifier-code', 'crm', '--tag', 'leaver'], {
    isConfirmed: async () => false,
  });
  expect(told).toContain('To be disabled: 2 secrets (5, 7), 1 secret by code (crm), everything with 1 tag (leaver)');
  expect(told).toContain(`Incident REVOKE-1, by way of ${QUEUE_URL}`);
});

test('the first ten of many are shown', async () => {
  expect((await send([...numbers(12), '-y'])).told).toContain('12 secrets (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, and 2 more)');
});

test('who reports it is the user, where nobody else is named', async () => {
  const reportedBy = ({ bodies }: { readonly bodies: readonly string[] }) =>
    JSON.parse(bodies[0] ?? '') as { readonly reportedBy?: string };
  expect(reportedBy(await send(['5']))).toMatchObject({ reportedBy: 'ann' });
  expect(reportedBy(await send(['5', '--reported-by', 'SIEM']))).toMatchObject({ reportedBy: 'SIEM' });
  expect(reportedBy(await send(['5'], { userName: undefined }))).not.toHaveProperty('reportedBy');
});

test('one bad row and nothing is sent, unless it may be skipped', async () => {
  const file = await temporaryFile('leaked.csv', 'id\n5\nsk_live_1\n7\n');
  const refused = await send(['9', '--file', file]);
  expect(refused).toMatchObject({ code: 2, bodies: [], printed: '' });
  expect(refused.told).toContain(`${file}, line 3: the identifier must be a whole number`);
  const went = await send(['9', '--file', file, '--skip-bad', '--json']);
  expect(went.code).toBe(0);
  expect(JSON.parse(went.printed)).toEqual({
    incidentId: 'REVOKE-1',
    dryRun: false,
    messages: 1,
    secrets: [{ identifier: 9 }, { identifier: 5 }, { identifier: 7 }],
    skipped: [{ file, place: 'line 3', fault: expect.stringContaining('whole number') }],
  });
  expect(JSON.stringify([refused, went])).not.toContain('sk_live');
});

test('whoever stays longer is not disabled early, unless dates are to be ignored or nothing is disabled', async () => {
  const file = await temporaryFile('leavers.csv', 'id,last_day\n5,2020-01-01\n7,2999-12-24\n9,soon\n11,\n');
  const refused = await send(['--file', file]);
  expect(refused).toMatchObject({ code: 2, bodies: [], printed: '' });
  expect(refused.told).toMatch(/line 3: has its last day on 2999-12-24, later than \d{4}-\d\d-\d\d\n/);
  expect(refused.told).toContain('line 4: the last day must be a date like 2026-12-01');
  expect(refused.told).not.toMatch(/line [25]:/);
  expect(await send(['--file', file, '--skip-bad'])).toMatchObject({ code: 2, bodies: [] });
  for (const option of ['--ignore-dates', '--dry-run']) {
    const { code, bodies } = await send(['--file', file, option]);
    expect(code).toBe(0);
    expect(bodies.map((body) => JSON.parse(body).secrets)).toEqual([
      [5, 7, 9, 11].map((identifier) => ({ identifier })),
    ]);
  }
});

test.each([['id\n'], ['id\nx\n'], ['[]']])('a file that names nothing sends nothing: %j', async (text) => {
  const file = await temporaryFile('leaked', text);
  expect(await send(['--file', file, '--skip-bad'])).toMatchObject({ code: 2, bodies: [] });
});

test('what the function would not take is not sent', async () => {
  expect(await send(['5', '--reason', 'x'.repeat(2 ** 20)])).toMatchObject({ code: 2, bodies: [] });
});

test('what could not be sent says what to do, and how to go on with the same incident', async () => {
  const { code, printed, told } = await send(['5'], {
    send: async () => ({ kind: 'failed', reason: 'ExpiredToken' }),
  });
  expect({ code, printed }).toEqual({ code: 3, printed: '' });
  expect(told).toMatch(/credentials have expired: log in/);
  expect(told).toContain('--incident REVOKE-1');
});

test('an incident of several words stands in each command as a shell wants it, and steers no terminal', async () => {
  const args = ['5', '--incident', "ann's\u001b[2J case"];
  const sent = await send(args);
  expect(sent.printed).toContain("revoke status 'ann'\\''s case', where");
  const failed = await send(args, { send: async () => ({ kind: 'failed', reason: 'ExpiredToken' }) });
  expect(failed.told).toContain("with --incident 'ann'\\''s case': what");
  expect(sent.printed + sent.told + failed.told).not.toContain('\u001b');
});
