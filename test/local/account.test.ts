import fc from 'fast-check';
import { expect, test } from 'vitest';
import { account, type Evidence, proofLine } from '../../infra/local/command/account.ts';
import type { Lying } from '../../infra/local/lying.ts';

const body = (identifiers: readonly (number | string)[], incidentId?: string): string =>
  JSON.stringify({
    type: 'credential.compromised',
    ...(incidentId !== undefined && { incidentId }),
    secrets: identifiers.map((identifier) => ({ identifier })),
  });

const lying = (text: string, attributes: Lying['attributes'] = {}, messageId = 'letter'): Lying => ({
  messageId,
  body: text,
  attributes,
  receiveCount: 3,
  readyAt: 0,
});

const found = (evidence: Partial<Evidence> & { readonly disabled?: readonly number[] }) => {
  const disabled = new Set((evidence.disabled ?? []).map(String));
  return account({
    messages: [],
    isDisabled: (identifier) => disabled.has(identifier),
    historyOf: () => undefined,
    goesBy: () => undefined,
    deadLetters: [],
    left: [],
    ...evidence,
  });
};

test('every secret that a message names is disabled, dead-lettered or unaccounted', () => {
  const accounted = found({
    messages: [
      { messageId: 'a', body: body([5, '7', 1005], 'INC-1') },
      { messageId: 'b', body: body([7, 9, 11], 'INC-2') },
    ],
    disabled: [5, 7],
    deadLetters: [lying(body([1005]), { ErrorCode: '1005', Identifier: '1005' })],
    left: [lying(body([9]))],
  });
  expect(accounted.secrets.map((secret) => [secret.identifier, secret.account, secret.isQueued])).toEqual([
    ['5', 'disabled', false],
    ['7', 'disabled', false],
    ['1005', 'dead-lettered', false],
    ['9', 'unaccounted', true],
    ['11', 'unaccounted', false],
  ]);
  expect(accounted.secrets[1]?.incidents).toEqual(['INC-1', 'INC-2']);
  expect(proofLine(accounted)).toBe('5 named, 2 disabled, 1 dead-lettered, 2 unaccounted');
});

test('a secret that is both disabled and dead-lettered counts as disabled', () => {
  const accounted = found({
    messages: [{ messageId: 'a', body: body([5]) }],
    disabled: [5],
    deadLetters: [lying(body([5]))],
  });
  expect(proofLine(accounted)).toBe('1 named, 1 disabled, 0 dead-lettered, 0 unaccounted');
});

test('what the vault holds as disabled counts only if a message named it', () => {
  const accounted = found({ messages: [{ messageId: 'a', body: body([5]) }], disabled: [5, 6, 7] });
  expect(proofLine(accounted)).toBe('1 named, 1 disabled, 0 dead-lettered, 0 unaccounted');
});

test.each([
  ['a letter that says where it comes from', lying('changed', { SourceMessageId: 'a' }), 0],
  ['a letter whose body left no room to say so', lying('rubbish'), 0],
  ['the message itself, moved by the queue', lying('rubbish', {}, 'a'), 0],
  ['a letter of another message with the same body', lying('rubbish', { SourceMessageId: 'b' }), 1],
])('a malformed message and %s', (_, letter, lost) => {
  const accounted = found({ messages: [{ messageId: 'a', body: 'rubbish' }], deadLetters: [letter] });
  expect(accounted).toMatchObject({ malformed: 1, malformedLost: lost, named: 0, unaccounted: lost });
});

test('a letter that the queue moved without a reason still accounts for all that it names, and says so', () => {
  const text = body([5, 6]);
  const accounted = found({ messages: [{ messageId: 'a', body: text }], deadLetters: [lying(text, {}, 'a')] });
  expect(proofLine(accounted)).toBe('2 named, 0 disabled, 2 dead-lettered, 0 unaccounted');
  expect(accounted.deadLetters).toEqual([
    {
      identifier: '5, 6',
      incidentId: undefined,
      errorCode: 'none',
      errorMessage: 'Moved here by the queue itself after 3 deliveries, without a reason.',
      sourceMessageId: 'a',
    },
  ]);
});

test('nothing is ever counted twice or not at all', () => {
  const identifiers = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(fc.array(identifiers), identifiers, identifiers, (messages, disabled, dead) => {
      const accounted = found({
        messages: messages.map((named, index) => ({ messageId: String(index), body: body(named) })),
        disabled,
        deadLetters: dead.map((identifier) => lying(body([identifier]))),
      });
      expect(accounted.named).toBe(new Set(messages.flat()).size);
      expect(accounted.disabled + accounted.deadLettered + accounted.unaccounted).toBe(accounted.named);
    }),
  );
});

test('a malformed message that is still on the queue is not lost, and not accounted for either', () => {
  const left = [lying('rubbish', {}, 'a')];
  const accounted = found({ messages: [{ messageId: 'a', body: 'rubbish' }], left });
  expect(accounted).toMatchObject({ malformed: 1, malformedLost: 0, malformedQueued: 1, unaccounted: 1 });
});

test('what goes by a name is accounted for one by one, and a name that leads to none by its dead letter', () => {
  const naming = (entries: readonly object[]) => JSON.stringify({ type: 'credential.compromised', secrets: entries });
  const accounted = found({
    messages: [{ messageId: 'a', body: naming([{ tag: 'leaver' }, { identifierCode: 'x y' }, { tag: 'gone' }]) }],
    goesBy: (reference) => (reference === 'tag=leaver' ? ['7', '8'] : []),
    disabled: [7],
    deadLetters: [
      lying(naming([{ tag: 'leaver', identifier: '8' }]), { ErrorCode: '1006', Identifier: '8' }),
      lying(naming([{ identifierCode: 'x y' }]), { ErrorCode: 'unresolved' }),
    ],
  });
  expect(accounted.secrets.map(({ identifier, account: where }) => [identifier, where])).toEqual([
    ['7', 'disabled'],
    ['8', 'dead-lettered'],
    ['identifier_code x y', 'dead-lettered'],
    ['tag gone', 'unaccounted'],
  ]);
  expect(accounted.deadLetters.map(({ identifier }) => identifier)).toEqual(['8', 'identifier_code x y']);
});
