import { describe, expect, test } from 'vitest';
import { nameKey, partitionOf } from '../../../lib/audit/keys.ts';
import { records } from '../../../lib/audit/records.ts';
import type { Delivery } from '../../../lib/message/delivery.ts';
import type { Reference, Target } from '../../../lib/message/reference.ts';
import type { Fate } from '../../../lib/outcome/outcome.ts';
import { body, delivery, fate, fates, NOW, OUTCOMES, secret } from '../../support/messages.ts';

const LIMITS = { maxReceiveCount: 50, giveUpAfterSeconds: 21_600, now: NOW };

const incident = (identifiers: readonly unknown[], more: object = {}, of: Partial<Delivery> = {}) =>
  delivery(body(identifiers, { incidentId: 'INC-1', ...more }), of);

const written = (of: Delivery, came: ReadonlyMap<Target, Fate>, limits: Partial<typeof LIMITS> = {}) =>
  records(of, { fates: came, found: new Map() }, { ...LIMITS, ...limits });

const idsOf = (...given: Parameters<typeof written>) => written(...given).map(({ recordId }) => recordId);

const REPORTED = `reported#${NOW}#message-1`;

test.each([
  ['disabled', 'done'],
  ['already-disabled', 'done'],
  ['not-found', '1005'],
  ['access-denied', '1006'],
  ['rejected', '1010'],
] as const)('a secret that is %s is written down under %s', (kind, end) => {
  expect(idsOf(incident([1]), fates(kind))).toEqual([REPORTED, `secret#1#message-1#${end}`]);
});

test.each(['unavailable', 'unauthorized', 'deferred'] as const)(
  'a secret that is %s is not, until its message is given up',
  (kind) => {
    expect(idsOf(incident([1]), fates(kind))).toEqual([REPORTED]);
    const given = written(incident([1]), fates(kind), { maxReceiveCount: 1 });
    expect(given[1]).toMatchObject({ outcome: kind, errorCode: kind === 'deferred' ? 'unavailable' : kind });
  },
);

test('of a message of which some is open, what is settled is written down', () => {
  expect(idsOf(incident([1, 2, 3]), fates('disabled', 'unavailable', 'not-found'))).toEqual([
    REPORTED,
    'secret#1#message-1#done',
    'secret#3#message-1#1005',
  ]);
});

test('a record says what was reported and what came of it', () => {
  const said = { reason: 'found', reportedBy: 'siem', reportedAt: '2026-11-24' };
  const [reported, settled] = written(
    incident([1], said, { receiveCount: 3 }),
    new Map([[secret(1), fate(OUTCOMES['not-found'], { attempts: 2, requestId: 'r-1' })]]),
  );
  const at = new Date(NOW).toISOString();
  const of = { ...said, incidentId: 'INC-1', messageId: 'message-1', at, dryRun: false, deliveries: 3 };
  expect(reported).toMatchObject({ ...of, kind: 'reported', firstSentAt: at, secrets: [1], names: [] });
  expect(settled).toMatchObject({
    ...of,
    kind: 'secret',
    identifier: 1,
    outcome: 'not-found',
    errorCode: '1005',
    errorMessage: 'MySafe says 1005: Api secret not found. Check the identifier with whoever reported it.',
    attempts: 2,
    requestId: 'r-1',
  });
});

test('a dry run is settled whatever it came to, and its records are apart from those of the real thing', () => {
  const [, would, would2] = written(incident([1, 2], { dryRun: true }), fates('would-disable', 'would-fail'));
  expect(would).toMatchObject({ recordId: 'secret#1#message-1#dry-run', dryRun: true, outcome: 'would-disable' });
  expect(would2).toMatchObject({ outcome: 'would-fail', errorMessage: 'The access key may not edit this secret' });
  expect(would2).not.toHaveProperty('errorCode', expect.anything());
});

test('the same settlement makes the same keys, and another end of the same message another key', () => {
  const first = idsOf(incident([1]), fates('disabled'));
  expect(idsOf(incident([1], {}, { receiveCount: 2 }), fates('already-disabled'), { now: NOW + 1 })).toEqual(first);
  expect(idsOf(incident([1]), fates('access-denied'))).not.toEqual(first);
});

describe('names', () => {
  const TAG = 'tag=leaver' as Reference;
  const CODE = 'identifier_code=crm' as Reference;
  const named = delivery(
    JSON.stringify({
      type: 'credential.compromised',
      incidentId: 'INC-1',
      secrets: [{ tag: 'leaver' }, { identifierCode: 'crm' }],
    }),
  );

  test('one that led to secrets says to which, one that led to none says why', () => {
    const came = new Map<Target, Fate>([...fates('disabled', 'not-found'), [CODE, fate(OUTCOMES.unresolved)]]);
    const trail = records(named, { fates: came, found: new Map([[TAG, [secret(1), secret(2)]]]) }, LIMITS);
    expect(trail.map(({ recordId }) => recordId)).toEqual([
      REPORTED,
      `found#${nameKey(TAG)}#message-1`,
      'secret#1#message-1#done',
      'secret#2#message-1#1005',
      `name#${nameKey(CODE)}#message-1#unresolved`,
    ]);
    expect(trail[1]).toMatchObject({ secrets: [1, 2] });
    expect(JSON.stringify(trail)).not.toMatch(/leaver|crm/);
  });

  test('what was found is written down only with something that is settled: the next try asks anew', () => {
    const found = new Map([[TAG, [secret(1)]]]);
    const came = new Map<Target, Fate>([...fates('unavailable'), [CODE, fate(OUTCOMES.unavailable)]]);
    expect(records(named, { fates: came, found }, LIMITS)).toMatchObject([{ kind: 'reported' }]);
  });

  test('a name is known by its kind and the hash of what it says, however it is written in a query', () => {
    const key = nameKey(new URLSearchParams({ tag: 'a & b/ü' }).toString() as Reference);
    // printf 'a & b/ü' | sha256sum
    expect(key).toBe('tag:7678de02c82949c1c545fab147e510e387c5b6e8463e5502aeaf326faa31c512');
  });
});

describe('the partition', () => {
  test('is the incident', () => {
    expect(written(incident([1]), fates('disabled')).map(({ incidentId }) => incidentId)).toEqual(['INC-1', 'INC-1']);
  });

  test.each([
    ['no incident', delivery(body([1]))],
    ['an empty one', incident([1], { incidentId: '' })],
    ['none that could be read', delivery('not JSON')],
  ])('with %s is that of the message alone', (_, of) => {
    for (const record of written(of, fates('disabled'))) expect(record.incidentId).toBe('message:message-1');
  });

  test('of an incident whose name is longer than a key may be, is its hash', () => {
    expect(partitionOf('x'.repeat(1024))).toBe('x'.repeat(1024));
    expect(partitionOf('ü'.repeat(513))).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(partitionOf(`${'x'.repeat(2000)}1`)).not.toBe(partitionOf(`${'x'.repeat(2000)}2`));
  });
});

test('a message that nobody could read is written down with the reason, which repeats nothing of it', () => {
  const [record, ...more] = written(delivery('sk_live_1'), new Map());
  expect(more).toEqual([]);
  expect(record).toMatchObject({ kind: 'malformed', errorMessage: 'the body is not JSON' });
});

test('texts are one line of at most 256 characters, and nothing else of the message is repeated', () => {
  const long = { reason: `two\nlines ${'x'.repeat(10_000)}`, reportedBy: ' ', owner: 'sk_live_1' };
  const trail = written(incident([1], long), fates('disabled'));
  for (const record of trail) {
    expect('reason' in record && record.reason).toHaveLength(256);
    expect('reason' in record && record.reason).toMatch(/^two lines x/);
    expect(record).not.toHaveProperty('reportedBy', expect.anything());
  }
  expect(JSON.stringify(trail)).not.toContain('sk_live_1');
});
