import { format, inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Sensitive } from '../../lib/sensitive.ts';

const VALUE = 'correct-horse';
const sensitive = new Sensitive(VALUE);

test('only revealing it gives the value away', () => {
  expect(sensitive.reveal()).toBe(VALUE);
});

test.each([
  ['as a string', String(sensitive)],
  ['in a template', `${sensitive}`],
  ['as JSON', JSON.stringify(sensitive)],
  ['as JSON, somewhere inside', JSON.stringify({ deep: [{ sensitive }] })],
  ['inspected', inspect(sensitive)],
  ['inspected with everything shown', inspect({ sensitive }, { showHidden: true, depth: null })],
  ['formatted', format('%s %o %j %O', sensitive, sensitive, sensitive, sensitive)],
])('it cannot print itself: %s', (_, printed) => {
  expect(printed).not.toContain(VALUE);
  expect(printed).toContain('[redacted]');
});

test('it has no field that holds the value', () => {
  expect(JSON.stringify({ ...sensitive })).toBe('{}');
  expect(Object.getOwnPropertyNames(sensitive)).toEqual([]);
  expect(JSON.stringify(structuredClone({ ...sensitive }))).not.toContain(VALUE);
});
