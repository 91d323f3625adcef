import { expect, test } from 'vitest';
import { fingerprintOf } from '../../../lib/alert/fingerprint.ts';
import { reported, reportShape } from '../../../lib/source/report.ts';

const SHA = 'AB'.repeat(32);

test.each([
  [
    { identifier: '7', tag: 'x', clientId: 'y' },
    { by: 'identifier', identifier: 7 },
  ],
  [
    { identifierCode: 'billing', tag: 'x' },
    { by: 'identifierCode', identifierCode: 'billing' },
  ],
  [
    { tag: 'x', clientId: 'y' },
    { by: 'tag', tag: 'x' },
  ],
  [
    { clientId: 'y', fingerprint: SHA },
    { by: 'fingerprint', fingerprint: fingerprintOf('y') },
  ],
  [{ fingerprint: SHA }, { by: 'fingerprint', fingerprint: SHA.toLowerCase() }],
])('of %j the first that is there counts', (entry, expected) => {
  const report = reportShape.parse({ secrets: [entry] });
  expect(reported('event-1', report)).toEqual({
    eventId: 'event-1',
    reason: undefined,
    reportedAt: undefined,
    secrets: [expected],
  });
});

test.each([
  {},
  { identifier: -1, tag: 'x' },
  { identifier: '05' },
  { identifierCode: '', clientId: 'y' },
  { tag: ' x' },
  { clientId: '' },
  { clientId: 'x'.repeat(4097) },
  { fingerprint: `${SHA}0` },
  { fingerprint: `0${SHA}` },
  { fingerprint: 'x'.repeat(64) },
])('an entry %j names nothing in a way that can be, and spoils the report', (entry) => {
  expect(reportShape.safeParse({ secrets: [{ identifier: 5 }, entry] }).success).toBe(false);
});

test('a reason is left as it is where no text has leaked', () => {
  const report = reportShape.parse({ reason: 'Stryker was here', secrets: [{ identifier: 5 }] });
  expect(reported('event-1', report).reason).toBe('Stryker was here');
});

test.each([true, false])('a dry run stays what it is: %j', (dryRun) => {
  const report = reportShape.parse({ dryRun, secrets: [{ identifier: 5 }] });
  expect(reported('event-1', report).dryRun).toBe(dryRun);
});

test.each([
  { dryRun: 'true' },
  { dryRun: 1 },
  { dryRun: null },
  { dryrun: true },
  { dry_run: true },
  { 'dry-run': true },
  { DRYRUN: true },
])('whoever writes %j would not have anything disabled, and is refused', (written) => {
  expect(reportShape.safeParse({ ...written, secrets: [{ identifier: 5 }] }).error?.issues).toMatchObject([
    { path: ['dryRun'] },
  ]);
  expect(reportShape.safeParse({ secrets: [{ identifier: 5, ...written }] }).success).toBe(false);
});
