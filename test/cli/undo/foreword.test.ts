import { expect, test } from 'vitest';
import { foreword } from '../../../cli/undo/foreword.ts';
import { readIdentifier } from '../../../lib/message/identifier.ts';
import { disabled, reported } from '../../support/audit-records.ts';

const meant = [5].flatMap((id) => readIdentifier(id) ?? []);

test('names what is enabled, and what it may have disabled and leaves alone', () => {
  const lines = foreword('INC-1', meant, [
    reported([5, 6]),
    disabled(5),
    disabled(6, { outcome: 'already-disabled', attempts: 2 }),
  ]);
  expect(lines[0]).toBe('To be ENABLED again: 1 secret (5), which INC-1 had disabled.');
  expect(lines).toContainEqual(expect.stringMatching(/^Left alone: 6, already-disabled after an earlier try/));
  expect(lines).not.toContainEqual(expect.stringContaining('not finished'));
});

test('says of an incident that is not finished that it goes on disabling', () => {
  const lines = foreword('INC-1', meant, [reported([5, 6]), disabled(5)]);
  expect(lines).toContainEqual(expect.stringMatching(/^INC-1 is not finished, and goes on disabling: .*6/));
  expect(lines).not.toContainEqual(expect.stringContaining('Left alone'));
});
