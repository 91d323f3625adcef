import { expect, test } from 'vitest';
import { inWords } from '../../../cli/audit/told.ts';
import { standingOf } from '../../../lib/audit/standing.ts';
import { disabled, malformed, notFound, reported, second, TAG, unresolved } from '../../support/audit-records.ts';

const hand = { incidentId: 'INC-1', at: second(60), by: 'bob\u001b[31m', reason: 'no alarm' } as const;

test('an incident is told with everything that is known of it, a line each', () => {
  const standing = standingOf([
    reported([5, 6, 7, 8], { names: [TAG], reportedBy: undefined, reason: undefined, reportedAt: undefined }),
    disabled(5),
    notFound(6),
    unresolved(TAG),
    malformed,
    { ...hand, recordId: 'e', kind: 'enabled', identifier: 5 },
    { ...hand, recordId: 'd', kind: 'discarded', messageId: 'letter-6', errorCode: '1005' },
  ]);
  const told = inWords('INC-1', standing);
  expect(told).toMatch(/^INC-1: 1 not-found, 1 unresolved, 1 enabled again, 2 still open\n/);
  expect(told).toContain(`Reported:\n  ${second(1)}\n`);
  expect(told).toContain('6  not-found: MySafe says 1005');
  expect(told).toContain(`${second(60)}  secret 5 enabled again by bob: no alarm`);
  expect(told).toContain(`${second(60)}  letter letter-6 (1005) discarded by bob: no alarm`);
  expect(told).toContain('Still open:\n  secrets 7, 8');
});

test('what was done by hand is told in the order in which it was done, whatever order the table has', () => {
  const standing = standingOf([
    { ...hand, recordId: 'enabled#5', kind: 'enabled', identifier: 5, at: second(62) },
    { ...hand, recordId: 'undoing#', kind: 'undoing', secrets: [5], at: second(61) },
  ]);
  expect(standing.byHand.map(({ kind }) => kind)).toEqual(['undoing', 'enabled']);
});

test('whatever stands in the trail, it neither steers a terminal nor becomes a command of its own', () => {
  const standing = standingOf([
    reported([5, 6], { heldBecause: 'too many' }),
    notFound(6, { outcome: 'not-\u001b[2Jfound', at: second(70) }),
    { ...hand, recordId: 'e', kind: 'enabled', identifier: 5, at: '\u009b31m' },
  ]);
  const told = inWords('INC-1; id', standing);
  expect(told).toMatch(/To release it: revoke approve 'INC-1; id'\n/);
  expect(told).not.toMatch(/[^\P{Cc}\n]/u);
});

test('a rehearsal is told as one, and names by the beginning of their hashes', () => {
  const standing = standingOf([reported([], { names: [TAG, 'tag:0123456789abcdef'], dryRun: true })]);
  const told = inWords('INC-1', standing);
  expect(told).toContain(`${second(0)}, dry run by ann: found in public`);
  expect(told).toContain('2 names (');
  expect(told).toContain('tag:01234567');
  expect(told).not.toContain('tag:0123456789');
});
