import { expect, test } from 'vitest';
import type { Alert, Named } from '../../../lib/alert/alert.ts';
import { incident } from '../../../lib/alert/message.ts';
import { finished } from '../../../lib/announce/stream.ts';
import { nameKey } from '../../../lib/audit/keys.ts';
import type { AuditRecord } from '../../../lib/audit/record.ts';
import { standingOf } from '../../../lib/audit/standing.ts';
import type { Reference } from '../../../lib/message/reference.ts';
import { unresolvedRecords } from '../../../lib/webhook/unresolved.ts';

const NOW = Date.UTC(2026, 10, 24, 9, 30);
const five: Named = { by: 'identifier', identifier: 5 as never };
const tag: Named = { by: 'tag', tag: 'leaked' };
const nobody: Named = { by: 'fingerprint', fingerprint: 'nobody' };

function recordsOf(secrets: readonly Named[], more: Partial<Alert> = {}): readonly AuditRecord[] {
  const alert = { eventId: 'event-1', reason: 'seen', reportedAt: undefined, secrets, ...more };
  return unresolvedRecords('generic', alert, incident('generic', alert, new Map(), NOW), NOW);
}

const announced = (records: readonly AuditRecord[]) =>
  finished('incident', { records, unreadable: 0 }, { source: '/', version: '1' });

test('of an alert of which everything is known nothing is written down: the consumer does that', () => {
  expect(recordsOf([five, tag])).toEqual([]);
});

test('an incident of which something is known is not finished before that is settled', () => {
  const records = recordsOf([five, tag, nobody]);
  const { failed, open } = standingOf(records);
  expect(failed).toMatchObject([{ name: 'fingerprint:nobody', errorCode: 'unresolved', reason: 'seen' }]);
  expect(open).toEqual({ secrets: [5], names: [nameKey('tag=leaked' as Reference)] });
  expect(announced(records)).toEqual([]);
  expect(announced(recordsOf([nobody]))).toMatchObject([{ data: { disabled: 0, leftToAPerson: 1 } }]);
});

test('a dry run is written down as one', () => {
  const records = recordsOf([nobody], { dryRun: true });
  expect(records).toMatchObject([
    { kind: 'reported', dryRun: true },
    { kind: 'name', dryRun: true },
  ]);
  const places = (all: readonly AuditRecord[]) => all.map(({ recordId }) => recordId);
  expect(places(recordsOf([nobody])).filter((place) => places(records).includes(place))).toEqual([]);
});

test('no record of an alert, however many it names, is more than an item of the table may be, nor in the place of another', () => {
  const many = Array.from({ length: 15_000 }, (_, index): Named[] => [
    { by: 'fingerprint', fingerprint: index.toString(16).padStart(64, '0') },
    { by: 'identifier', identifier: (index + 1) as never },
  ]).flat();
  const records = recordsOf(many);
  expect(Math.max(...records.map((record) => JSON.stringify(record).length))).toBeLessThan(100_000);
  expect(new Set(records.map(({ recordId }) => recordId)).size).toBe(records.length);
  expect(standingOf(records)).toMatchObject({ failed: { length: 15_000 }, open: { secrets: { length: 15_000 } } });
});
