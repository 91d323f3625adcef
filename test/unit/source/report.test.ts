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
