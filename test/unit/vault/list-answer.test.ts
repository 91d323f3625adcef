import { expect, test } from 'vitest';
import { readListAnswer } from '../../../lib/vault/list-answer.ts';

const NOW = 0;
const list = (secrets: unknown, response: object = { status: 200, message: '', error: false }) => ({
  kind: 'answer' as const,
  status: 200,
  headers: {},
  body: JSON.stringify({ code: 200, response, api_secret_on_list: secrets }),
});
const entry = (identifier: unknown) => ({
  identifier,
  name: 'CRM',
  need_justify: '0',
  can_view: true,
  can_write: true,
});

test('a list is read for its numbers, each once', () => {
  expect(readListAnswer(list([entry('14'), entry(15), entry('14')]), NOW)).toEqual({
    kind: 'listed',
    secrets: [
      { id: 14, canEdit: true },
      { id: 15, canEdit: true },
    ],
  });
});

test('only what the vault says may be edited may be', () => {
  const secrets = [
    { identifier: '14', can_write: false },
    { identifier: '15' },
    { identifier: '16', can_write: 'true' },
  ];
  expect(readListAnswer(list(secrets), NOW)).toMatchObject({
    secrets: [{ canEdit: false }, { canEdit: false }, { canEdit: false }],
  });
});

test('an empty list is a list', () => {
  expect(readListAnswer(list([]), NOW)).toEqual({ kind: 'listed', secrets: [] });
});

test.each([
  ['no list', undefined],
  ['an object', {}],
  ['an entry without a number', [entry('14'), entry(undefined)]],
  ['an entry that is none', [null]],
  ['a path for a number', [entry('../1')]],
])('%s is no usable answer', (_, secrets) => {
  expect(readListAnswer(list(secrets), NOW)).toMatchObject({ kind: 'unavailable' });
});

test('an error of the vault is passed on, and what is wrong with the token is a refusal', () => {
  const failed = { ...list([], { error: true, message: '1001: Missing parameter' }), status: 400 };
  expect(readListAnswer(failed, NOW)).toEqual({ kind: 'not-listed', reason: 'MySafe says 1001: Missing parameter' });
  expect(readListAnswer({ ...list([]), status: 401 }, NOW)).toMatchObject({ kind: 'refused' });
  expect(readListAnswer({ ...list([]), status: 503 }, NOW)).toMatchObject({ kind: 'unavailable' });
});
