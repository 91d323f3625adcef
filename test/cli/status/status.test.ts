import { expect, test } from 'vitest';
import type { Read } from '../../../cli/audit/trail.ts';
import { readArguments } from '../../../cli/status/arguments.ts';
import { runStatus } from '../../../cli/status/status.ts';
import type { AuditRecord } from '../../../lib/audit/record.ts';
import { disabled, malformed, notFound, reported, TAG, unresolved } from '../../support/audit-records.ts';

async function status(read: Read | readonly AuditRecord[], { json = false, incidentId = 'INC-1' } = {}) {
  const seen = { printed: '', told: '', asked: '' };
  const answer: Read = 'kind' in read ? read : { kind: 'read', records: read, unreadable: 0 };
  const code = await runStatus(
    { incidentId, json },
    {
      read: async (asked) => {
        seen.asked = asked;
        return answer;
      },
    },
    {
      print: (text) => {
        seen.printed += text;
      },
      tell: (line) => {
        seen.told += `${line}\n`;
      },
    },
  );
  return { code, ...seen };
}

test('all disabled: exit code 0, and what was reported by whom and when', async () => {
  expect(await status([reported([5, 7]), disabled(5), disabled(7, { outcome: 'already-disabled' })])).toEqual({
    code: 0,
    asked: 'INC-1',
    told: '',
    printed: `INC-1: 1 disabled, 1 already-disabled

Reported:
  2026-11-25T15:07:00.000Z by ann: found in public
`,
  });
});

test('each that is not disabled is named with its reason and what to do, and what is open is named: exit code 1', async () => {
  const { code, printed } = await status([
    reported([5, 7, 9], { names: [TAG] }),
    disabled(5),
    notFound(7),
    unresolved(TAG),
  ]);
  expect(code).toBe(1);
  expect(printed).toContain('INC-1: 1 disabled, 1 not-found, 1 unresolved, 1 still open\n');
  expect(printed).toContain(
    '  7  not-found: MySafe says 1005: Api secret not found. Check the identifier with whoever',
  );
  expect(printed).toMatch(/ {2}tag:[0-9a-f]{8} {2}unresolved: The vault has no secret of this name\. Send a message/);
  expect(printed).toMatch(/Still open:\n {2}secret 9\n/);
});

test('a list of hundreds is cut in words, and whole for a program', async () => {
  const ids = Array.from({ length: 300 }, (_, index) => index + 1);
  const records = [reported([...ids, 400, 401]), ...ids.map((id) => notFound(id))];
  const { printed } = await status(records);
  expect(printed).toContain('and 290 more');
  expect(printed).toContain('secrets 400, 401');
  expect(printed.split('\n').length).toBeLessThan(25);
  const { code, printed: json } = await status(records, { json: true });
  expect(code).toBe(1);
  const document = JSON.parse(json);
  expect(document).toMatchObject({ incidentId: 'INC-1', counts: { 'not-found': 300 }, open: { secrets: [400, 401] } });
  expect(document.outcomes).toHaveLength(300);
});

test('what somebody else wrote does not steer the terminal', async () => {
  const { printed } = await status([reported([5], { reason: '\u001B[2Jfound\nAll: 9 disabled' }), disabled(5)]);
  expect(printed).toContain(': found All: 9 disabled\n');
});

test.each([[false], [true]])(
  'an incident of which nothing is known: exit code 1, and why that may be (json: %s)',
  async (json) => {
    const { code, printed, told } = await status([], { json });
    expect([code, told]).toEqual([1, expect.stringContaining('Nothing is known of this incident')]);
    expect(printed !== '').toBe(json);
  },
);

test('a message that nobody could read is not all done', async () => {
  const { code, printed } = await status([malformed]);
  expect([code, printed]).toEqual([1, expect.stringContaining('message 1  malformed: the body is not JSON')]);
});

test('records that are not understood are said to be there, and then nothing is all done', async () => {
  const { code, told } = await status({ kind: 'read', records: [reported([5]), disabled(5)], unreadable: 2 });
  expect([code, told]).toEqual([1, '2 records could not be read: a newer revoke may know how.\n']);
});

test.each([
  ['AccessDeniedException', /dynamodb:Query/],
  ['ResourceNotFoundException', /no such table/],
  ['ECONNREFUSED', /DynamoDB cannot be reached/],
  ['NoRegion', /--region/],
  ['Strange', /Strange/],
])('%s: exit code 3, and what to do', async (reason, advice) => {
  const { code, printed, told } = await status({ kind: 'failed', reason });
  expect([code, printed, told]).toEqual([3, '', expect.stringMatching(advice)]);
});

test.each([
  [[], {}, /Which incident/],
  [['INC-1', 'INC-2'], {}, /Which incident/],
  [['INC-1'], {}, /AUDIT_TABLE.*AuditTableName/],
  [['INC-1'], { AUDIT_TABLE: '' }, /AUDIT_TABLE/],
  [['INC-1', '--table', 'a b'], {}, /must be the name of a DynamoDB table/],
  [['INC-1', '--table', ''], {}, /--table is empty/],
  [['INC-1', '--no-such'], {}, /--no-such/],
])('%j %j is not what can be asked', (args, env, reason) => {
  expect(readArguments(args, env)).toEqual({ kind: 'wrong', reason: expect.stringMatching(reason) });
});

test('the table is that of --table, or of AUDIT_TABLE', () => {
  const env = { AUDIT_TABLE: 'audit' };
  expect(readArguments(['INC-1'], env)).toMatchObject({
    options: { incidentId: 'INC-1', table: 'audit', json: false },
  });
  expect(readArguments(['INC-1', '--table', 'other', '--json'], env)).toMatchObject({
    options: { table: 'other', json: true },
  });
});
