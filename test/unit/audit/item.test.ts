import { expect, test } from 'vitest';
import { type Item, MOST_BYTES, toItem, toItems } from '../../../lib/audit/item.ts';
import { fromItem } from '../../../lib/audit/read-item.ts';
import type { AuditRecord } from '../../../lib/audit/record.ts';
import { disabled, found, notFound, reported } from '../../support/audit-records.ts';

const id = (identifier: number) => ({ recordId: `secret#${identifier}#message-1#done` });

const many = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => disabled(from + index, id(from + index)));

const keyOf = ({ RecordId }: Item) => RecordId?.S;

test('a record alone is an item whose attributes are its fields', () => {
  const record = reported([5], { reason: undefined });
  expect(toItems([record])).toEqual([toItem(record)]);
  expect(toItem(record)).toMatchObject({
    IncidentId: { S: 'INC-1' },
    RecordId: { S: 'r' },
    Kind: { S: 'reported' },
    DryRun: { BOOL: false },
    Deliveries: { N: '1' },
    Secrets: { L: [{ N: '5' }] },
  });
  expect(toItem(record)).not.toHaveProperty('Reason');
});

test('what some records have in common stands once, and the rest with each', () => {
  const [item, ...more] = toItems([reported([5, 6]), disabled(5, id(5)), notFound(6, id(6))]);
  expect(more).toEqual([]);
  expect(item).toMatchObject({
    IncidentId: { S: 'INC-1' },
    MessageId: { S: 'message-1' },
    Reason: { S: 'found in public' },
  });
  expect(item).not.toHaveProperty('Kind');
  const rest: unknown[] = JSON.parse(item?.['Records']?.S ?? '');
  expect(rest).toMatchObject([
    { kind: 'reported', recordId: 'r' },
    { kind: 'secret', identifier: 5, outcome: 'disabled' },
    { kind: 'secret', identifier: 6, errorCode: '1005' },
  ]);
  for (const fields of rest) expect(fields).not.toHaveProperty('reason');
});

test('they are in as few items as can be, in their order', () => {
  const items = toItems(many(3000));
  const sizes = items.map((item) => item['Records']?.S?.length ?? 0);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(MOST_BYTES + 3000);
  expect(Math.min(...sizes.slice(0, -1))).toBeGreaterThan(MOST_BYTES * 0.9);
  expect(items.flatMap(fromItem)).toEqual(many(3000).map((record) => JSON.parse(JSON.stringify(record))));
});

test('the same records have the same keys, and others have others', () => {
  const keys = (records: readonly AuditRecord[]) => toItems(records).map(keyOf);
  expect(keys(many(60))).toEqual(keys(many(60).map((record) => ({ ...record, at: '2030-01-01T00:00:00.000Z' }))));
  const all = [...keys(many(50)), ...keys(many(49)), ...keys(many(50, 2)), ...keys(many(1)), ...keys(many(2))];
  expect(new Set(all).size).toBe(5);
});

test('none are in no item', () => {
  expect(toItems([])).toEqual([]);
});

test.each([[{}], [{ Kind: { S: 'of tomorrow' } }], [{ Kind: { S: 'secret' }, Identifier: { S: '5' } }]])(
  'an item that is no record is none: %j',
  (item) => {
    expect(fromItem(item)).toEqual([undefined]);
  },
);

test('one that cannot be read does not take those beside it along', () => {
  const [item = {}] = toItems(many(3));
  const S = item['Records']?.S?.replace('"identifier":2', '"identifier":"of tomorrow"') ?? '';
  expect(fromItem({ ...item, Records: { S } }).map((record) => record?.recordId)).toEqual([
    id(1).recordId,
    undefined,
    id(3).recordId,
  ]);
});

test.each(['not JSON', '{}', '5'])('a list of records that is none counts as one that cannot be read: %s', (S) => {
  const [item = {}] = toItems(many(3));
  expect(fromItem({ ...item, Records: { S } })).toEqual([undefined]);
});

/** What DynamoDB takes in an item. */
const MOST_OF_DYNAMODB = 400 * 1024;

/** Not less than DynamoDB counts: JSON has a name for each type, and quotes. */
const bytesOf = (item: Item) => Buffer.byteLength(JSON.stringify(item));

test('as large as records can be, DynamoDB takes each item', () => {
  const longest = '"'.repeat(128) + '\uFFFD'.repeat(128);
  const largest = { incidentId: 'i'.repeat(1024), errorMessage: longest, requestId: longest };
  const texts = { reportedBy: longest, reason: longest, reportedAt: longest, approvedBy: longest };
  const ids = Array.from({ length: 500 }, (_, index) => Number.MAX_SAFE_INTEGER - index);
  const names = ids.map((number) => `identifier_code:${String(number).padStart(64, '0')}`);
  const of = (kind: string, index: number) => ({
    ...texts,
    recordId: `${kind}#${names[index]}#${'m'.repeat(100)}#done`,
  });
  const records = [
    reported(ids, { ...texts, names, incidentId: largest.incidentId }),
    ...ids.map((number, index) => notFound(number, { ...largest, ...of('secret', index) })),
    ...names.map((name, index) => found(ids, { ...of('found', index), name, incidentId: largest.incidentId })),
  ];
  const items = toItems(records);
  expect(items.flatMap(fromItem)).toHaveLength(1001);
  for (const item of items) expect(bytesOf(item)).toBeLessThanOrEqual(MOST_OF_DYNAMODB);
});

test.each(['at', 'firstSentAt'] as const)('a record whose %s is no date is none', (field) => {
  expect(fromItem(toItem(disabled(5, { [field]: 'yesterday' })))).toEqual([undefined]);
  expect(fromItem(toItem(disabled(5)))).toMatchObject([{ identifier: 5 }]);
});
