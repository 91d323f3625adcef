import { describe, expect, test } from 'vitest';
import { readArguments } from '../../../cli/report/arguments.ts';
import { runReport } from '../../../cli/report/report.ts';
import type { AuditRecord } from '../../../lib/audit/record.ts';

const HOSTILE = '<img src=x onerror=alert(1)>';

const origin = {
  incidentId: 'INC-1',
  messageId: 'message-1',
  firstSentAt: '2026-11-25T09:30:00.000Z',
  reportedBy: 'ann',
  reportedAt: '2026-11-25T09:30:00.000Z',
  reason: HOSTILE,
  dryRun: false,
  deliveries: 1,
} as const;

const secret = (identifier: number, outcome: string, at: string, more: object = {}): AuditRecord => ({
  ...origin,
  recordId: `secret#${identifier}#message-1#${outcome}`,
  kind: 'secret',
  identifier,
  outcome,
  at,
  attempts: 2,
  ...more,
});

const RECORDS: readonly AuditRecord[] = [
  {
    ...origin,
    recordId: 'reported#1#message-1',
    kind: 'reported',
    at: '2026-11-25T09:30:30.000Z',
    firstSentAt: '2026-11-25T09:30:01.000Z',
    secrets: [5, 7, 8, 1005],
    names: [],
  },
  secret(5, 'disabled', '2026-11-25T09:30:30.000Z'),
  secret(7, 'already-disabled', '2026-11-25T09:31:00.000Z'),
  secret(1005, 'not-found', '2026-11-25T09:30:45.000Z', { errorCode: '1005', errorMessage: 'Check the identifier.' }),
];

/** `revoke report INC-1 …`, of an incident of which these records are known. */
async function report(args: readonly string[], records: readonly AuditRecord[] = RECORDS, unreadable = 0) {
  const asked = readArguments(['INC-1', ...args], { AUDIT_TABLE: 'audit' });
  if (asked.kind === 'wrong') throw new Error(asked.reason);
  const seen = { printed: '', told: '', files: new Map<string, string>() };
  const code = await runReport(asked.options, {
    trail: { read: async () => ({ kind: 'read', records, unreadable }) },
    now: new Date('2026-11-25T10:00:00Z'),
    version: '1.2.3',
    print: (text) => {
      seen.printed += text;
    },
    tell: (line) => {
      seen.told += `${line}\n`;
    },
    writeFile: async (file, text) => {
      if (file.startsWith('/nowhere')) return 'ENOENT';
      seen.files.set(file, text);
      return undefined;
    },
  });
  return { code, ...seen };
}

describe('the page', () => {
  test('says what was reported, what became of each, what is left to do and what is open', async () => {
    const { code, files, told } = await report(['--html', 'r.html']);
    expect({ code, told }).toEqual({ code: 0, told: 'Written: r.html\n' });
    const text = files
      .get('r.html')
      ?.replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ');
    expect(text).toContain('Not everything is disabled. 1 disabled, 1 already-disabled, 1 not-found, 1 still open.');
    expect(text).toContain('2026-11-25T09:30:00.000Z ann');
    expect(text).toContain('secret 1005 not-found (1005) Check the identifier. 2026-11-25T09:30:45.000Z');
    expect(text).toContain('Still open (1) What secret 8');
    expect(text).toContain('secret 7 already-disabled 2026-11-25T09:31:00.000Z 60 s 2');
  });

  test('says what each report named, who approved it, and when it was sent where it does not say when it was made', async () => {
    const approved = { ...RECORDS[0], reportedAt: 'yesterday', approvedBy: 'carol' } as AuditRecord;
    const { printed } = await report(['--html', '-'], [approved, ...RECORDS.slice(1)]);
    const text = printed.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
    expect(text).toContain('2026-11-25T09:30:01.000Z ann');
    expect(text).toContain('secret 5, secret 7, secret 8, secret 1005 carol no');
  });

  test('says where something of the trail could not be read', async () => {
    const { printed, told } = await report(['--html', '-'], RECORDS, 2);
    expect(printed).toContain('2 records could not be read');
    expect(told).toContain('2 records could not be read');
    expect((await report(['--html', '-'])).printed).not.toContain('could not be read');
  });

  test('shows what somebody else wrote as text, runs nothing and asks for nothing', async () => {
    const { printed } = await report(['--html', '-']);
    expect(printed).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(printed).not.toMatch(/<(script|img|link|iframe|object)|https?:|url\(|@import/);
    expect(printed).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  test('is one of success where nothing is left to do', async () => {
    const settled = [
      ...RECORDS.slice(0, 3),
      secret(8, 'disabled', '2026-11-25T09:40:00.000Z'),
      secret(1005, 'disabled', '2026-11-25T09:41:00.000Z'),
    ];
    const { printed } = await report(['--html', '-'], settled);
    expect(printed).toContain('<strong>Everything is disabled.</strong>');
    expect(printed).not.toContain('Left to a person');
  });

  test('has names by their hashes, rehearsals, messages that nobody could read, and what people did', async () => {
    const { reportedBy: _, reason: __, reportedAt: ___, ...bare } = origin;
    const hand = { incidentId: 'INC-1', at: '2026-11-25T11:00:00.000Z', by: 'bob', reason: 'no alarm' } as const;
    const at = '2026-11-25T09:30:30.000Z';
    const { printed } = await report(
      ['--html', '-'],
      [
        {
          ...bare,
          recordId: 'r',
          kind: 'reported',
          at,
          firstSentAt: at,
          secrets: [5],
          names: ['tag:abc', 'tag:def'],
          dryRun: true,
        },
        {
          ...bare,
          recordId: 'n',
          kind: 'name',
          name: 'tag:abc',
          at,
          outcome: 'unresolved',
          errorCode: 'unresolved',
          attempts: 1,
          dryRun: true,
        },
        secret(6, 'disabled', at),
        secret(7, 'access-denied', at, { errorCode: '1006' }),
        { ...hand, recordId: 'e', kind: 'enabled', identifier: 6 },
        { ...hand, recordId: 'd', kind: 'discarded', messageId: 'letter-7', errorCode: '1006' },
        { incidentId: 'INC-1', recordId: 'm', kind: 'malformed', at, messageId: 'message-9', errorMessage: 'not JSON' },
      ],
    );
    const text = printed.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
    expect(text).toContain('dry run');
    expect(text).toContain('tag:abc unresolved');
    expect(text).toContain('secret 7 access-denied (1006)');
    expect(text).toContain('message message-9 malformed not JSON');
    expect(text).toContain('bob secret 6 enabled again no alarm');
    expect(text).toContain('bob letter letter-7 (1006) discarded no alarm');
    expect(text).toContain('Still open (2) What secret 5 tag:def');
  });

  test('can be made of an incident of which nothing has come yet', async () => {
    const { code, printed } = await report(['--html', '-'], RECORDS.slice(0, 1));
    expect(code).toBe(0);
    expect(printed).not.toContain('What became of each');
  });

  test('a file that cannot be written is named, with exit code 2', async () => {
    expect(await report(['--html', '/nowhere/r.html'])).toMatchObject({
      code: 2,
      told: expect.stringContaining('ENOENT'),
    });
  });
});

test('--ocsf writes a line for each settled secret, and none for a rehearsal', async () => {
  const dry = { ...secret(9, 'would-disable', '2026-11-25T09:31:00.000Z'), dryRun: true } as AuditRecord;
  const { code, printed } = await report(['--ocsf'], [...RECORDS, dry]);
  const lines = printed
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(code).toBe(0);
  expect(lines.map(({ class_uid, status_id, unmapped }) => [class_uid, unmapped.identifier, status_id])).toEqual([
    [7001, '5', 1],
    [7001, '7', 1],
    [7001, '1005', 3],
  ]);
});

test('--ocsf tells what was disabled and enabled again as both, in the order in which they were', async () => {
  const enabled: AuditRecord = {
    incidentId: 'INC-1',
    recordId: 'enabled#5',
    kind: 'enabled',
    identifier: 5,
    at: '2026-11-25T11:00:00.000Z',
    by: 'bob',
    reason: 'no alarm',
  };
  const { printed } = await report(['--ocsf'], [...RECORDS, enabled]);
  const of5 = printed
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ unmapped }) => unmapped.identifier === '5');
  expect(of5.map(({ activity_name }) => activity_name)).toEqual(['Evict', 'Restore']);
});

test('--json has everything', async () => {
  const { printed } = await report(['--json']);
  expect(JSON.parse(printed)).toMatchObject({ incidentId: 'INC-1', open: { secrets: [8] } });
});

test('of an incident that nobody knows there is no report', async () => {
  expect(await report(['--html', 'r.html'], [])).toMatchObject({ code: 1, printed: '', files: new Map() });
});

test.each([
  [[]],
  [['INC-1']],
  [['INC-1', '--html', 'a', '--json']],
  [['INC-1', 'INC-2', '--json']],
  [['INC-1', '--html', '']],
])('%j is wrong, and one line says so', (args) => {
  expect(readArguments(args, { AUDIT_TABLE: 'audit' })).toEqual({
    kind: 'wrong',
    reason: expect.stringMatching(/^[^\n]+$/),
  });
});
