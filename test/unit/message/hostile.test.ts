import fc from 'fast-check';
import { expect, test } from 'vitest';
import { narrow } from '../../../lib/message/narrow.ts';
import { type Compromise, parseMessage } from '../../../lib/message/parse.ts';
import { damaged, messageText, objectText } from '../../support/arbitraries.ts';
import { compromise } from '../../support/messages.ts';

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

/** Whatever is an identifier, or nearly. */
const nearlyIdentifier = fc.oneof(
  fc.maxSafeInteger().map(String),
  fc.double().map(String),
  fc.stringMatching(/^"?[0-9+eE.-]{1,18}"?$/),
  fc.json(),
);

/** A message in which each field holds what it should, or anything. */
const nearlyMessage = fc
  .tuple(
    fc.constantFrom('"credential.compromised"', '"credential.compromised"', '"Credential.Compromised"', '[]'),
    fc.constantFrom('1', '1', '1.0', '2', '"1"', 'null'),
    fc.oneof(
      fc.string().map((text) => JSON.stringify(text)),
      fc.json(),
    ),
    fc.array(
      nearlyIdentifier.chain((identifier) => objectText([['identifier', identifier]])),
      { maxLength: 4 },
    ),
  )
  .chain(([type, version, incidentId, secrets]) =>
    objectText([
      ['type', type],
      ['version', version],
      ['incidentId', incidentId],
      ['secrets', `[${secrets.join()}]`],
    ]),
  );

const written = (message: Compromise) => narrow(message, new Set(message.secrets));

test.each<[string, fc.Arbitrary<string>]>([
  ['a message that was damaged on its way', damaged(messageText)],
  ['nearly a message', nearlyMessage],
])('what is accepted is accepted again when it is sent on, and is the same: %s', (_, text) => {
  fc.assert(
    fc.property(text, (body) => {
      const message = parseMessage(body);
      if (message.kind === 'malformed') return;
      const again = compromise(written(message.compromise));
      expect(again.secrets).toEqual(message.compromise.secrets);
      expect(again.incidentId).toBe(message.compromise.incidentId);
      expect(written(again)).toBe(written(message.compromise));
    }),
  );
});

test('a reason repeats nothing of the body, whatever stands where', () => {
  const LEAKED = 'AKIA0hunter2';
  const leaked = fc.constantFrom(LEAKED, `${LEAKED}\n`, `x ${LEAKED}`);
  const name = fc.constantFrom(
    'type',
    'version',
    'incidentId',
    'reason',
    'reportedAt',
    'secrets',
    'identifier',
    LEAKED,
  );
  const { document } = fc.letrec((tie) => ({
    document: fc.oneof(
      { maxDepth: 4 },
      leaked,
      fc.constantFrom<unknown>('credential.compromised', 1, 5, '5', null),
      fc.dictionary(name, tie('document'), { maxKeys: 5 }),
      fc.array(tie('document'), { maxLength: 3 }),
    ),
  }));
  const text = document.map((value) => JSON.stringify(value));
  fc.assert(
    fc.property(fc.oneof(text, damaged(text)), (body) => {
      const message = parseMessage(body);
      if (message.kind === 'malformed') expect(message.reason).not.toMatch(/akia|hunter/i);
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
