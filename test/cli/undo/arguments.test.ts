import { expect, test } from 'vitest';
import { readArguments } from '../../../cli/undo/arguments.ts';

const ENV = { MYSAFE_SECRET_ID: 'mysafe', AUDIT_TABLE: 'audit' };

const read = (args: readonly string[], given: Partial<Parameters<typeof readArguments>[1]> = {}) =>
  readArguments(['INC-1', '--reason', 'r', ...args], { env: ENV, userName: 'ann', ...given });

test('everything that is not said comes from the environment and the system', () => {
  expect(read([])).toMatchObject({
    kind: 'undo',
    options: { incidentId: 'INC-1', identifiers: [], by: 'ann', secretId: 'mysafe', table: 'audit', json: false },
  });
});

test.each([
  [['--by', 'bob', '--identifier', '5', '--identifier', '7'], {}, { by: 'bob', identifiers: [5, 7] }],
  [
    ['--secret-id', 'mine', '--table', 'other-table', '--json'],
    {},
    { secretId: 'mine', table: 'other-table', json: true },
  ],
])('%j counts before that', (args, given, options) => {
  expect(read(args, given)).toMatchObject({ kind: 'undo', options });
});

test.each([
  [[], { userName: undefined }, /--by/],
  [[], { env: { AUDIT_TABLE: 'audit' } }, /--secret-id/],
  [[], { env: { MYSAFE_SECRET_ID: 'mysafe' } }, /--table/],
  [['INC-2'], {}, /Which incident/],
  [['--identifier', '0'], {}, /--identifier/],
])('%j with %j is wrong', (args, given, reason) => {
  expect(read(args, given)).toEqual({ kind: 'wrong', reason: expect.stringMatching(reason) });
});
