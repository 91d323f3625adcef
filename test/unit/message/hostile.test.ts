import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMessage } from '../../../lib/message/parse.ts';
import { messageText, objectText } from '../../support/arbitraries.ts';

const anyKind = expect.stringMatching(/^(malformed|compromise)$/);

test.each<[string, fc.Arbitrary<string>]>([
  ['text', fc.string({ unit: 'binary' })],
  ['JSON', fc.json()],
  ['almost a message', objectText([['type', '"credential.compromised"']])],
  [
    'a message with anything for secrets',
    fc.json().chain((secrets) =>
      objectText([
        ['type', '"credential.compromised"'],
        ['secrets', secrets],
      ]),
    ),
  ],
  [
    'a message with anything for an identifier',
    fc.json().chain((identifier) =>
      objectText([
        ['type', '"credential.compromised"'],
        ['secrets', `[{"identifier":${identifier}}]`],
      ]),
    ),
  ],
])('reading never throws, whatever comes: %s', (_, text) => {
  fc.assert(
    fc.property(text, (body) => {
      const message = parseMessage(body);
      expect(message).toEqual(expect.objectContaining({ kind: anyKind }));
      if (message.kind === 'malformed') expect(message.reason).toMatch(/^[^\n]{5,400}$/);
      else for (const id of message.compromise.secrets) expect(`${id}`).toMatch(/^[1-9][0-9]{0,15}$/);
    }),
  );
});

test('a message with unknown fields, of whatever names, is a message', () => {
  fc.assert(
    fc.property(messageText, (body) => {
      expect(parseMessage(body)).toMatchObject({ kind: 'compromise' });
    }),
  );
});

test('fields that only a prototype has are missing', () => {
  const message = parseMessage('{"__proto__":{"type":"credential.compromised","secrets":[{"identifier":5}]}}');
  expect(message).toMatchObject({ kind: 'malformed', reason: expect.stringContaining('type') });
});

test('an identifier that only a prototype has is missing', () => {
  const text = '{"type":"credential.compromised","secrets":[{"__proto__":{"identifier":5}}]}';
  expect(parseMessage(text)).toMatchObject({
    kind: 'malformed',
    reason: expect.stringContaining('secrets[0].identifier'),
  });
});
