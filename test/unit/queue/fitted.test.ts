import { expect, test } from 'vitest';
import type { Attribute } from '../../../lib/message/outgoing.ts';
import { fitted } from '../../../lib/queue/fitted.ts';

const MIB = 1_048_576;

const text = (name: string, value: string): Attribute => ({ name, type: 'String', value });

/** 15 + 18 + 13 bytes. */
const ATTRIBUTES = [text('ErrorCode', ''), text('ErrorMessage', ''), text('Outcome', '')];

const namesBesides = (bytes: number) =>
  fitted({ write: () => 'x'.repeat(bytes), attributes: ATTRIBUTES, delaySeconds: 0 }).attributes.map(
    ({ name }) => name,
  );

test.each([
  [0, ['ErrorCode', 'ErrorMessage', 'Outcome']],
  [MIB - 46, ['ErrorCode', 'ErrorMessage', 'Outcome']],
  [MIB - 45, ['ErrorCode', 'ErrorMessage']],
  [MIB - 33, ['ErrorCode', 'ErrorMessage']],
  [MIB - 15, ['ErrorCode']],
  [MIB - 14, []],
  [MIB, []],
])('besides a body of %i bytes there is room for %j: ErrorCode gives way last', (bytes, names) => {
  expect(namesBesides(bytes)).toEqual(names);
});

test('what is too large itself gives way to the smaller ones after it', () => {
  const attributes = [text('ErrorCode', '1005'), text('IncidentId', 'x'.repeat(600_000)), text('Outcome', 'not-found')];
  const { attributes: fitting } = fitted({ write: () => 'x'.repeat(600_000), attributes, delaySeconds: 0 });
  expect(fitting.map(({ name }) => name)).toEqual(['ErrorCode', 'Outcome']);
});

test('body, delay and size are handed on', () => {
  expect(fitted({ write: () => 'é', attributes: [text('A', 'ü')], delaySeconds: 30 })).toEqual({
    body: 'é',
    attributes: [text('A', 'ü')],
    delaySeconds: 30,
    bytes: 2 + 1 + 6 + 2,
  });
});
