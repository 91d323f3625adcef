import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import { finished, newRecords, settled } from '../../../lib/announce/stream.ts';
import { toItem } from '../../../lib/audit/item.ts';
import type { AuditRecord } from '../../../lib/audit/record.ts';

const ANNOUNCER = { source: 'arn:aws:lambda:eu-central-1:123456789012:function:announce', version: '1.2.3' };

const origin = {
  incidentId: 'INC-1',
  messageId: 'm',
  firstSentAt: '2026-11-25T09:30:00.000Z',
  dryRun: false,
  deliveries: 1,
} as const;

const reported = (secrets: number[], firstSentAt = '2026-11-25T09:30:00.000Z'): AuditRecord => ({
  ...origin,
  recordId: `reported#${firstSentAt}`,
  kind: 'reported',
  at: firstSentAt,
  firstSentAt,
  secrets,
  names: [],
});

const ended = (identifier: number, more: object = {}): AuditRecord => ({
  ...origin,
  recordId: `secret#${identifier}#m#done`,
  kind: 'secret',
  identifier,
  at: '2026-11-25T09:31:00.000Z',
  outcome: 'disabled',
  attempts: 1,
  ...more,
});

const stream = (records: readonly AuditRecord[], eventName: 'INSERT' | 'REMOVE' = 'INSERT') =>
  ({
    Records: records.map((record) => ({
      eventName,
      dynamodb: { NewImage: toItem(record) as Record<string, AttributeValue> },
    })),
  }) as unknown as DynamoDBStreamEvent;

test('each end of a secret is announced as a CloudEvent with a Remediation Activity, under an id of its own', () => {
  const events = settled(newRecords(stream([reported([5]), ended(5)])), ANNOUNCER);
  expect(events).toEqual([
    {
      specversion: '1.0',
      id: 'INC-1/secret#5#m#done',
      source: ANNOUNCER.source,
      type: 'mysafe-kill-switch.secret.settled',
      subject: 'secret/5',
      time: '2026-11-25T09:31:00.000Z',
      datacontenttype: 'application/json',
      data: expect.objectContaining({ class_uid: 7001, status_id: 1 }),
    },
  ]);
});

test.each([
  ['a rehearsal', stream([ended(5, { dryRun: true, outcome: 'would-disable' })])],
  ['what was deleted', stream([ended(5)], 'REMOVE')],
  ['what is no record', { Records: [{ eventName: 'INSERT', dynamodb: { NewImage: { Some: { S: 'thing' } } } }] }],
  ['a change without an image', { Records: [{ eventName: 'INSERT', dynamodb: {} }] }],
])('%s is not announced', (_, event) => {
  expect(newRecords(event as DynamoDBStreamEvent)).toEqual([]);
});

test('an incident is finished when nothing of it is open, and counts what was left to a person', () => {
  const records = [reported([5, 7]), ended(5), ended(7, { outcome: 'not-found', errorCode: '1005' })];
  expect(finished('INC-1', { records, unreadable: 0 }, ANNOUNCER)).toMatchObject([
    {
      id: 'INC-1/finished/2026-11-25T09:31:00.000Z',
      type: 'mysafe-kill-switch.incident.finished',
      time: '2026-11-25T09:31:00.000Z',
      data: { incidentId: 'INC-1', secrets: 2, disabled: 1, leftToAPerson: 1 },
    },
  ]);
  const [told] = finished('INC-1', { records, unreadable: 0 }, ANNOUNCER);
  const [again] = finished('INC-1', { records: [...records, reported([5])], unreadable: 0 }, ANNOUNCER);
  expect(again?.id).toBe(told?.id);
});

test('what was only rehearsed is no end of an incident, and counts nothing', () => {
  const dry = { dryRun: true, outcome: 'would-disable', recordId: 'dry' };
  const records = [reported([5]), ended(5), ended(6, dry), ended(7, dry)];
  expect(finished('INC-1', { records, unreadable: 0 }, ANNOUNCER)).toMatchObject([
    { data: { secrets: 1, disabled: 1 } },
  ]);
  expect(finished('INC-1', { records: [ended(6, dry)], unreadable: 0 }, ANNOUNCER)).toEqual([]);
});

test.each([
  ['something is open', [reported([5, 7]), ended(5)], 0],
  ['something cannot be read', [reported([5]), ended(5)], 1],
  ['nothing has ended', [reported([5])], 0],
  ['it was reported again after that', [reported([5]), ended(5), reported([5], '2026-11-25T10:00:00.000Z')], 0],
])('it is not finished while %s', (_, records, unreadable) => {
  expect(finished('INC-1', { records, unreadable }, ANNOUNCER)).toEqual([]);
});
