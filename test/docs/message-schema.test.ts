import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { messageSchema } from '../../infra/schema.ts';

const published = await readFile('docs/message.schema.json', 'utf8');
const valid = new Ajv2020({ strict: true }).compile(JSON.parse(published));

const message = (secrets: unknown, more = {}) => ({ type: 'credential.compromised', secrets, ...more });

test('the published JSON Schema is the one that the code checks by (npm run schema writes it)', () => {
  expect(published).toBe(messageSchema());
});

test.each([
  ['a number', message([{ identifier: 5 }])],
  ['a string of digits', message([{ identifier: '5' }])],
  ['unknown fields', message([{ identifier: 5, owner: 'me' }], { ticket: 7 })],
  [
    'every optional field',
    message([{ identifier: 5 }], { version: 1, incidentId: 'INC-1', reason: 'r', reportedBy: 'b' }),
  ],
])('the published schema takes a message with %s', (_, document) => {
  expect(valid(document)).toBe(true);
});

test.each([
  ['no secrets', message([])],
  ['501 secrets', message(Array(501).fill({ identifier: 5 }))],
  ['a path for an identifier', message([{ identifier: '../5' }])],
  ['a leading zero', message([{ identifier: '05' }])],
  ['zero', message([{ identifier: 0 }])],
  ['another version', message([{ identifier: 5 }], { version: 2 })],
  ['another type', { ...message([{ identifier: 5 }]), type: 'x' }],
])('the published schema refuses a message with %s', (_, document) => {
  expect(valid(document)).toBe(false);
});
