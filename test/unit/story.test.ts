import { expect, test } from 'vitest';
import { body, delivery, identifiersOf, NOW, secret, secrets } from '../support/messages.ts';
import { DISABLED, REFUSED, UNAVAILABLE } from '../support/scripted-vault.ts';
import { served } from '../support/served.ts';

const message = (name: string, identifiers: readonly unknown[], more: Parameters<typeof delivery>[1] = {}) =>
  delivery(body(identifiers), { messageId: name, receiptHandle: name, ...more });

const NOT_FOUND = { kind: 'not-found', code: 1005, said: '1005: Api secret not found' } as const;

test('messages of a batch are settled each on its own', async () => {
  const batch = [
    message('done', [1]),
    message('dead', [2]),
    message('later', [3]),
    message('split', [1, 2, 3]),
    delivery('not JSON', { messageId: 'malformed' }),
  ];
  const { kept, deadLetters, remainders, hidden } = await served(batch, {
    disable: ({ id }) => (id === 1 ? DISABLED : id === 2 ? NOT_FOUND : UNAVAILABLE),
  });
  expect(kept).toEqual(['later']);
  expect(deadLetters.map(({ attributes }) => [attributes['SourceMessageId'], attributes['ErrorCode']])).toEqual([
    ['dead', '1005'],
    ['split', '1005'],
    ['malformed', 'malformed'],
  ]);
  expect(remainders.map((remainder) => identifiersOf(remainder.body))).toEqual([[3]]);
  expect(hidden).toEqual([['later', 15]]);
});

test('a secret named by two messages of a batch is called once, and both get its outcome', async () => {
  const { calls, deadLetters, log } = await served([message('one', [5]), message('two', ['5', 5])], {
    disable: () => NOT_FOUND,
  });
  expect(calls).toHaveLength(1);
  expect(deadLetters.map((letter) => [letter.attributes['SourceMessageId'], identifiersOf(letter.body)])).toEqual([
    ['one', [5]],
    ['two', ['5', 5]],
  ]);
  expect(
    log.filter(({ fields }) => fields.event === 'secret.outcome').map(({ fields }) => fields['messageId']),
  ).toEqual(['one', 'two']);
});

test('a malformed message makes no call', async () => {
  const { kept, calls, requests, deadLetters } = await served([delivery(body(secrets(501)))], { warm: false });
  expect([kept, calls, requests]).toEqual([[], [], []]);
  expect(deadLetters).toHaveLength(1);
});

test('a large message does not hold up a small one', async () => {
  const { calls } = await served([message('large', secrets(500)), message('small', [900])]);
  expect(calls.slice(0, 10).map(({ id }) => id)).toContain(900);
});

test('a send that fails keeps its message on the queue, and changes nothing for its neighbours', async () => {
  const { kept, deadLetters, log } = await served([message('one', [1]), message('two', [2]), message('three', [3])], {
    disable: () => NOT_FOUND,
    sending: (text) => (identifiersOf(text)[0] === 2 ? { kind: 'failed', reason: 'Throttling' } : { kind: 'sent' }),
  });
  expect(kept).toEqual(['two']);
  expect(deadLetters).toHaveLength(2);
  expect(log).toContainEqual(
    expect.objectContaining({ fields: { event: 'message.not-settled', messageId: 'two', reason: 'Throttling' } }),
  );
});

test.each([
  ['an error', new TypeError('secret in the message'), 'TypeError'],
  ['anything', 'secret', 'unknown error'],
])('that sending throws %s keeps that message alone on the queue', async (_, thrown, reason) => {
  const { kept, log } = await served([message('one', [1]), message('two', [2])], {
    disable: ({ id }) => (id === 1 ? NOT_FOUND : DISABLED),
    sending: () => {
      throw thrown;
    },
  });
  expect(kept).toEqual(['one']);
  expect(log).toContainEqual(
    expect.objectContaining({ fields: expect.objectContaining({ messageId: 'one', reason }) }),
  );
});

test('a message that could not be hidden stays on the queue', async () => {
  const { kept } = await served([message('one', [1])], {
    disable: () => UNAVAILABLE,
    hiding: () => ({ kind: 'failed', reason: 'x' }),
  });
  expect(kept).toEqual(['one']);
});

test('what there was no time for is tried again at once, or split off with no delay', async () => {
  const { hidden, remainders, kept } = await served(
    [message('one', secrets(10)), message('two', secrets(3, 100))],
    {},
    { concurrency: 1, remainingMs: 40 },
  );
  expect(kept).toEqual(['one', 'two']);
  expect(remainders).toEqual([]);
  expect(hidden).toEqual([
    ['one', 15],
    ['two', 0],
  ]);
});

test('a message given up is tried once more, and then dead-lettered with its reason', async () => {
  const old = message('old', [1, 2], { firstSentAt: NOW - 21_600_001 });
  const { kept, deadLetters, calls } = await served([old], {
    disable: ({ id }) => (id === 1 ? DISABLED : UNAVAILABLE),
  });
  expect(kept).toEqual([]);
  expect(calls.filter(({ id }) => id === 2)).toHaveLength(4);
  expect(deadLetters.map(({ attributes }) => attributes)).toMatchObject([
    { Identifier: '2', ErrorCode: 'unavailable', Attempts: '4' },
  ]);
});

test('one line for each secret of each message, one for the batch, and one for a sign', async () => {
  const { events } = await served([message('one', [1, 2]), message('two', [2])], {
    disable: () => ({ ...REFUSED, sourceAddress: true }),
  });
  expect(events).toEqual([
    'secret.outcome',
    'secret.outcome',
    'secret.outcome',
    'vault.source-address-refused',
    'batch.settled',
  ]);
});

test('a message that cannot be settled because of a bug stays on the queue alone', async () => {
  const { kept, log } = await served([message('one', [1]), message('two', [2])], {
    disable: ({ id }) => (id === 1 ? ({ kind: 'no such outcome' } as never) : DISABLED),
  });
  expect(kept).toEqual(['one']);
  expect(log).toContainEqual(
    expect.objectContaining({ fields: { event: 'message.not-settled', messageId: 'one', reason: 'TypeError' } }),
  );
});

test('a vault that throws where it should answer costs its secret one try, not the batch its settlement', async () => {
  const { kept, deadLetters } = await served([message('one', [1]), message('two', [2]), delivery('not JSON')], {
    disable: ({ id }) => {
      if (id === secret(1)) throw new TypeError('Invalid URL');
      return NOT_FOUND;
    },
  });
  expect(kept).toEqual(['one']);
  expect(deadLetters).toHaveLength(2);
});

test('an empty batch is served', async () => {
  expect((await served([])).kept).toEqual([]);
});
