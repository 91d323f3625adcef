import { describe, expect, test } from 'vitest';
import type { Query } from '../../../lib/message/reference.ts';
import { body, delivery, identifiersOf, NOW, secret } from '../../support/messages.ts';
import { DISABLED, REFUSED, type Script, UNAVAILABLE } from '../../support/scripted-vault.ts';
import { served } from '../../support/served.ts';

const NOT_FOUND = { kind: 'not-found', code: 1005, said: 'MySafe says 1005: Api secret not found' } as const;
const NO_ACCESS = { kind: 'access-denied', code: 1006, said: 'MySafe says 1006: User does not have access' } as const;

const listed = (number: number) => ({ id: secret(number), canEdit: true });

const naming = (entries: readonly object[], more: object = {}) =>
  JSON.stringify({ type: 'credential.compromised', ...more, secrets: entries });

/** A vault that has these secrets by these names, and none by any other. */
const having =
  (names: Readonly<Record<string, readonly number[]>>): NonNullable<Script['list']> =>
  (query: Query) => ({ kind: 'listed', secrets: (names[query] ?? []).map(listed) });

const entriesOf = (text: string) => (JSON.parse(text) as { secrets: unknown[] }).secrets;

test('everything that has a tag is disabled, and what has a code', async () => {
  const { kept, calls, deadLetters, log } = await served(
    [delivery(naming([{ tag: 'leaver' }, { identifierCode: 'CRM' }, { identifier: 5 }]))],
    { list: having({ 'tag=leaver': [7, 8], 'identifier_code=CRM': [9] }) },
  );
  expect(calls.map(({ id }) => id).sort()).toEqual([5, 7, 8, 9]);
  expect([kept, deadLetters]).toEqual([[], []]);
  expect(
    log.filter(({ fields }) => fields.event === 'secret.outcome').map(({ fields }) => fields['identifier']),
  ).toEqual(expect.arrayContaining(['5', '7', '8', '9']));
});

test('a secret that is named twice, by its number and by a tag, is disabled once', async () => {
  const { calls } = await served(
    [delivery(body([7]), { messageId: 'one' }), delivery(naming([{ tag: 'a' }]), { messageId: 'two' })],
    { list: having({ 'tag=a': [7, 8] }) },
  );
  expect(calls.map(({ id }) => id).sort()).toEqual([7, 8]);
});

describe('nobody is guessed at:', () => {
  const MANY = Array.from({ length: 501 }, (_, index) => index + 1);
  test.each([
    ['a name that the vault does not know', { tag: 'a' }, having({}), /has no secret of this name/],
    [
      'a code that two have',
      { identifierCode: 'a' },
      having({ 'identifier_code=a': [1, 2] }),
      /^2 secrets have this identifier code/,
    ],
    [
      'a tag that more have than a message may name',
      { tag: 'a' },
      having({ 'tag=a': MANY }),
      /^501 secrets have this tag/,
    ],
    [
      'a vault that takes no notice of a filter',
      { tag: 'a' },
      () => ({ kind: 'listed', secrets: [listed(1), listed(2)] }),
      /a name that nobody has given/,
    ],
    [
      'a vault that will not list',
      { tag: 'a' },
      () => ({ kind: 'not-listed', reason: 'MySafe says 1001: Missing parameter' }),
      /^MySafe says 1001/,
    ],
  ] as const)('%s is a dead letter, and nothing is disabled', async (_, entry, list, reason) => {
    const { calls, deadLetters, kept } = await served([delivery(naming([{ ...entry, ticket: 7 }]))], {
      list,
    } as Script);
    expect([calls, kept]).toEqual([[], []]);
    expect(deadLetters).toHaveLength(1);
    expect(deadLetters[0]?.attributes).toMatchObject({
      ErrorCode: 'unresolved',
      Outcome: 'unresolved',
      ErrorMessage: expect.stringMatching(reason),
    });
    expect(deadLetters[0]?.attributes).not.toHaveProperty('Identifier');
    expect(entriesOf(deadLetters[0]?.body ?? '')).toEqual([{ ...entry, ticket: 7 }]);
  });
});

test('of several with a tag, one that fails for good is a dead letter with its number', async () => {
  const { deadLetters, kept } = await served([delivery(naming([{ tag: 'a', ticket: 7 }]))], {
    list: having({ 'tag=a': [7, 8, 9] }),
    disable: ({ id }) => (id === 8 ? NO_ACCESS : id === 9 ? NOT_FOUND : DISABLED),
  });
  expect(kept).toEqual([]);
  expect(deadLetters.map(({ body: text }) => entriesOf(text))).toEqual([
    [{ tag: 'a', ticket: 7, identifier: '8' }],
    [{ tag: 'a', ticket: 7, identifier: '9' }],
  ]);
  expect(deadLetters.map(({ attributes }) => attributes['Identifier'])).toEqual(['8', '9']);
});

test('what is done or failed for good is settled; the rest of what goes by a name is tried again by its number', async () => {
  const entries = [{ tag: 'a', ticket: 1 }, { tag: 'a', ticket: 2 }, { identifier: 5 }];
  const { deadLetters, remainders, kept } = await served([delivery(naming(entries))], {
    list: having({ 'tag=a': [7, 8, 9] }),
    disable: ({ id }) => (id === 7 ? NO_ACCESS : id === 8 ? UNAVAILABLE : DISABLED),
  });
  expect(kept).toEqual([]);
  expect(deadLetters.map(({ body: text }) => entriesOf(text))).toEqual([
    [
      { tag: 'a', ticket: 1, identifier: '7' },
      { tag: 'a', ticket: 2, identifier: '7' },
    ],
  ]);
  expect(remainders.map(({ body: text }) => entriesOf(text))).toEqual([
    [
      { tag: 'a', ticket: 1, identifier: '8' },
      { tag: 'a', ticket: 2, identifier: '8' },
    ],
  ]);
});

test('a tag that is more than an invocation can do gets done, delivery by delivery', async () => {
  const many = Array.from({ length: 500 }, (_, index) => index + 1);
  let text = naming([{ tag: 'a' }]);
  const disabled = new Set<number>();
  for (let round = 0; round < 10 && disabled.size < 500; round += 1) {
    const { calls, deadLetters, remainders } = await served(
      [delivery(text)],
      { list: having({ 'tag=a': many }), disable: () => ({ ...DISABLED, tookMs: 2000 }) },
      { remainingMs: 57_000 },
    );
    for (const { id } of calls) disabled.add(id);
    expect(deadLetters).toEqual([]);
    text = remainders[0]?.body ?? text;
  }
  expect(disabled.size).toBe(500);
});

test('more than a message may name is tried again in several messages', async () => {
  const many = (from: number) => Array.from({ length: 400 }, (_, index) => from + index);
  const { remainders } = await served([delivery(naming([{ tag: 'a' }, { tag: 'b' }, { identifier: 5000 }]))], {
    list: having({ 'tag=a': many(1), 'tag=b': many(401) }),
    disable: ({ id }) => (id === 5000 ? DISABLED : UNAVAILABLE),
  });
  const left = remainders.map(({ body: text }) => identifiersOf(text));
  expect(left.map(({ length }) => length)).toEqual([500, 300]);
  expect(new Set(left.flat()).size).toBe(800);
});

test('neither five hundred numbers nor a large tag hold up a name that leads to one secret', async () => {
  const { calls } = await served(
    [
      delivery(body(Array.from({ length: 500 }, (_, index) => index + 1000)), { messageId: 'numbers' }),
      delivery(naming([{ tag: 'big' }]), { messageId: 'big' }),
      delivery(naming([{ tag: 'one' }]), { messageId: 'one' }),
    ],
    {
      list: having({ 'tag=big': Array.from({ length: 500 }, (_, index) => index + 1), 'tag=one': [9000] }),
      disable: () => ({ ...DISABLED, tookMs: 2000 }),
    },
    { remainingMs: 57_000 },
  );
  expect(calls.findIndex(({ id }) => id === 9000)).toBeLessThan(30);
});

test('a name that the vault is slow to list holds up no other', async () => {
  const { calls } = await served(
    [delivery(naming([{ tag: 'slow' }]), { messageId: 'slow' }), delivery(naming([{ tag: 'a' }]), { messageId: 'a' })],
    {
      list: (query) => (query === 'tag=slow' ? { ...UNAVAILABLE, tookMs: 10_000 } : having({ 'tag=a': [7] })(query)),
    },
  );
  expect(calls.map(({ id, at }) => [id, at < NOW + 1000])).toEqual([[7, true]]);
});

test('a vault that takes no notice of a filter is asked for nothing more', async () => {
  const { lists } = await served([delivery(naming([{ tag: 'a' }, { tag: 'b' }]))], {
    list: () => ({ kind: 'listed', secrets: [listed(1)] }),
  });
  expect(lists).toHaveLength(1);
});

test('a vault that cannot be asked for a name just now: the message stays, and its numbers are disabled meanwhile', async () => {
  const { calls, hidden, remainders } = await served([delivery(naming([{ tag: 'a' }, { identifier: 5 }]))], {
    list: () => UNAVAILABLE,
  });
  expect(calls.map(({ id }) => id)).toEqual([5]);
  expect(remainders.map(({ body: text }) => entriesOf(text))).toEqual([[{ tag: 'a' }]]);
  expect(hidden).toEqual([]);
});

test('a message given up has a dead letter for each of what goes by a name and is not settled', async () => {
  const { deadLetters } = await served([delivery(naming([{ tag: 'a' }]), { receiveCount: 50 })], {
    list: having({ 'tag=a': [7, 8] }),
    disable: ({ id }) => (id === 8 ? UNAVAILABLE : DISABLED),
  });
  expect(deadLetters.map(({ body: text }) => identifiersOf(text))).toEqual([['8']]);
});

test('a refused list call gets a new token like any other', async () => {
  let refused = 0;
  const { calls, kept } = await served([delivery(naming([{ tag: 'a' }]))], {
    list: (reference) => {
      refused += 1;
      return refused === 1 ? REFUSED : having({ 'tag=a': [7] })(reference);
    },
  });
  expect(calls.map(({ id }) => id)).toEqual([7]);
  expect(kept).toEqual([]);
});

test('messages without a name ask for none', async () => {
  const { lists } = await served([delivery(body([5]))]);
  expect(lists).toEqual([]);
});
