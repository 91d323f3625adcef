import { expect, test } from 'vitest';
import { type Fate, remediationActivity } from '../../../lib/ocsf/remediation-activity.ts';

const fate = (more: Partial<Fate> = {}) =>
  ({
    kind: 'secret',
    identifier: 5,
    incidentId: 'INC-1',
    recordId: 'secret#5#message-1#done',
    at: '2026-11-25T09:31:00.000Z',
    messageId: 'message-1',
    dryRun: false,
    deliveries: 1,
    outcome: 'disabled',
    attempts: 1,
    ...more,
  }) as Fate;

test('a disabled secret is an eviction that succeeded', () => {
  expect(remediationActivity(fate({ reason: 'in a paste', reportedBy: 'ann' }), '1.2.3')).toMatchObject({
    category_uid: 7,
    class_uid: 7001,
    activity_id: 2,
    type_uid: 700102,
    severity_id: 1,
    status_id: 1,
    time: Date.UTC(2026, 10, 25, 9, 31),
    command_uid: 'INC-1/secret#5#message-1#done',
    metadata: { version: '1.4.0', correlation_uid: 'INC-1', product: { version: '1.2.3' } },
    unmapped: { outcome: 'disabled', identifier: '5', reason: 'in a paste', reportedBy: 'ann' },
  });
});

test.each([
  ['already-disabled', undefined, 1, 'Success'],
  ['not-found', '1005', 3, 'Does Not Exist'],
  ['access-denied', '1006', 2, 'Failure'],
  ['rejected', '1010', 2, 'Failure'],
  ['unresolved', 'unresolved', 2, 'Failure'],
  ['unavailable', 'unavailable', 2, 'Failure'],
  ['unauthorized', 'unauthorized', 2, 'Failure'],
])('%s (%s) has status %i, %s', (outcome, errorCode, status_id, status) => {
  const written = remediationActivity(fate({ outcome, errorCode, errorMessage: errorCode && 'why' }), '1');
  expect(written).toMatchObject({ status_id, status, severity_id: errorCode === undefined ? 1 : 4 });
  expect(written.status_code).toBe(errorCode);
  expect(written.status_detail).toBe(errorCode && 'why');
});

test('a name is told by its hash', () => {
  const { identifier: _, ...named } = fate() as Fate & { readonly identifier: number };
  const written = remediationActivity({ ...named, kind: 'name', name: 'tag:abc' } as Fate, '1');
  expect(written).toMatchObject({ message: 'A name: disabled', unmapped: { name: 'tag:abc' } });
});

test('what is not known is not written', () => {
  expect(JSON.parse(JSON.stringify(remediationActivity(fate(), '1')))).toEqual(remediationActivity(fate(), '1'));
});
