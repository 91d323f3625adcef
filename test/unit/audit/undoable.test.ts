import { expect, test } from 'vitest';
import type { AuditRecord } from '../../../lib/audit/record.ts';
import { perhapsDisabled, undoable } from '../../../lib/audit/undoable.ts';
import { disabled, second } from '../../support/audit-records.ts';

const found = (identifier: number, more: Parameters<typeof disabled>[1] = {}) =>
  disabled(identifier, { outcome: 'already-disabled', ...more });

const enabled = (identifier: number, seconds: number): AuditRecord => ({
  incidentId: 'INC-1',
  recordId: `enabled#${identifier}`,
  kind: 'enabled',
  at: second(seconds),
  by: 'ann',
  reason: 'false alarm',
  identifier,
});

test.each<[string, readonly AuditRecord[], readonly number[], readonly number[]]>([
  ['what it disabled is its own', [disabled(7), disabled(5)], [5, 7], []],
  ['what it found inactive at once is not', [found(5)], [], []],
  ['what it found inactive after a try of its own may be', [found(5, { attempts: 2 })], [], [5]],
  ['what it found inactive at a later delivery may be', [found(5, { deliveries: 2 })], [], [5]],
  ['what another message of it disabled surely is', [found(5, { attempts: 2 }), disabled(5)], [5], []],
  [
    'what somebody has enabled since is neither',
    [disabled(5), found(6, { attempts: 2 }), enabled(5, 9), enabled(6, 9)],
    [],
    [],
  ],
  [
    'what it disabled anew after that is',
    [enabled(5, 2), disabled(5), enabled(6, 2), found(6, { attempts: 3 })],
    [5],
    [6],
  ],
])('%s', (_, records, surely, perhaps) => {
  expect(undoable(records)).toEqual(surely);
  expect(perhapsDisabled(records)).toEqual(perhaps);
});
