import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { type Fate, remediationActivity, restorationActivity } from '../../../lib/ocsf/remediation-activity.ts';

const fate = (more: Partial<Fate> = {}) =>
  ({
    kind: 'secret',
    identifier: 5,
    incidentId: 'INC-1',
    recordId: 'secret#5#message-1#done',
    at: '2026-11-25T09:31:00.000Z',
    messageId: 'message-1',
    firstSentAt: '2026-11-25T09:30:00.000Z',
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

const enabled = {
  kind: 'enabled',
  incidentId: 'INC-1',
  recordId: 'enabled#5#2026-11-25T11:00:00.000Z',
  at: '2026-11-25T11:00:00.000Z',
  by: 'ann',
  reason: 'no alarm',
  identifier: 5,
} as const;

test('a secret that somebody has enabled again is a restoration, told apart from its eviction', () => {
  expect(restorationActivity(enabled, '1.2.3')).toMatchObject({
    activity_id: 3,
    activity_name: 'Restore',
    type_uid: 700103,
    status_id: 1,
    time: Date.UTC(2026, 10, 25, 11),
    message: 'Secret 5: enabled again by ann',
    unmapped: { identifier: '5', by: 'ann', reason: 'no alarm' },
  });
});

/** What the class requires, and the values that it knows. @see https://schema.ocsf.io/1.4.0/classes/remediation_activity */
const CLASS = z
  .object({
    activity_id: z.literal([0, 1, 2, 3, 4, 5, 99]),
    activity_name: z.string(),
    category_uid: z.literal(7),
    category_name: z.literal('Remediation'),
    class_uid: z.literal(7001),
    class_name: z.literal('Remediation Activity'),
    command_uid: z.string(),
    message: z.string(),
    metadata: z.strictObject({
      version: z.literal('1.4.0'),
      uid: z.string(),
      correlation_uid: z.string(),
      product: z.strictObject({ name: z.string(), vendor_name: z.string(), version: z.string() }),
    }),
    severity_id: z.literal([0, 1, 2, 3, 4, 5, 6, 99]),
    status_id: z.literal([0, 1, 2, 3, 4, 5, 6, 99]),
    status: z.enum(['Success', 'Failure', 'Does Not Exist']),
    status_code: z.optional(z.string()),
    status_detail: z.optional(z.string()),
    time: z.int(),
    type_uid: z.int(),
    countermeasures: z.array(
      z.strictObject({
        d3f_tactic: z.strictObject({ name: z.string(), uid: z.string() }),
        d3f_technique: z.optional(z.strictObject({ name: z.string(), uid: z.string() })),
      }),
    ),
    remediation: z.strictObject({ desc: z.string() }),
    unmapped: z.record(z.string(), z.string()),
  })
  .check(z.refine(({ class_uid, activity_id, type_uid }) => type_uid === class_uid * 100 + activity_id));

describe('the class 7001', () => {
  test.each([
    ['an eviction', remediationActivity(fate({ reason: 'in a paste', reportedBy: 'ann' }), '1')],
    ['one of what is not there', remediationActivity(fate({ outcome: 'not-found', errorCode: '1005' }), '1')],
    ['a failure', remediationActivity(fate({ outcome: 'rejected', errorCode: '1010', errorMessage: 'why' }), '1')],
    ['a restoration', restorationActivity(enabled, '1')],
  ])('has all that it requires, in its own types: %s', (_, activity) => {
    expect(CLASS.safeParse(activity).error?.issues).toBeUndefined();
  });
});
