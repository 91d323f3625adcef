import { expect, test } from 'vitest';
import { mayNameSeveral, nobodys, readTarget } from '../../../lib/message/reference.ts';

test.each([
  [{ identifier: '7' }, 7],
  [{ identifier: 7, tag: 'prod', identifierCode: 'x' }, 7],
  [{ tag: 'leaver-mmustermann' }, 'tag=leaver-mmustermann'],
  [{ identifierCode: 'CRM & billing/é#?' }, 'identifier_code=CRM+%26+billing%2F%C3%A9%23%3F'],
])('%j aims at %s', (entry, target) => {
  expect(readTarget(entry)).toBe(target);
});

test.each([
  [{}],
  [{ identifier: 'x', tag: 'prod' }],
  [{ tag: '' }],
  [{ tag: ' ' }],
  [{ tag: ' prod' }],
  [{ tag: 'a\u0000b' }],
  [{ tag: '\u200B' }],
  [{ tag: 'x'.repeat(257) }],
  [{ tag: 5 }],
  [{ identifierCode: null }],
])('%j aims at nothing: an empty name would ask for everything', (entry) => {
  expect(readTarget(entry)).toBeUndefined();
});

test('a tag may name several secrets, an identifier code one', () => {
  const target = (entry: object) => {
    const read = readTarget(entry);
    if (typeof read !== 'string') throw new Error('no name');
    return read;
  };
  expect(mayNameSeveral(target({ tag: 'a' }))).toBe(true);
  expect(mayNameSeveral(target({ identifierCode: 'tag=' }))).toBe(false);
  expect(nobodys(target({ tag: 'a=b' }), () => 0.5)).toMatch(/^tag=nobodys-[0-9a-z-]{20,}$/);
});
