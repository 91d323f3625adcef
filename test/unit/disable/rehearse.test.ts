import { expect, test } from 'vitest';
import { delivery, secret } from '../../support/messages.ts';
import { type Script, TOKEN_REFUSED, UNAVAILABLE } from '../../support/scripted-vault.ts';
import { served } from '../../support/served.ts';

const listed = (number: number, canEdit = true) => ({ id: secret(number), canEdit });

const VAULT: Script['list'] = (query) => {
  if (query === '') return { kind: 'listed', secrets: [listed(5), listed(6, false), listed(7), listed(8)] };
  return { kind: 'listed', secrets: query === 'tag=leaver' ? [listed(7), listed(8)] : [] };
};

const message = (entries: readonly object[], more: object = {}) =>
  JSON.stringify({ type: 'credential.compromised', dryRun: true, secrets: entries, ...more });

const told = (log: Awaited<ReturnType<typeof served>>['log']) =>
  log
    .filter(({ fields }) => fields.event === 'secret.outcome')
    .map(({ fields }) => [fields['identifier'], fields['outcome'], fields['dryRun']]);

test('a dry run disables nothing, sends nothing and says what would have been done', async () => {
  const entries = [{ identifier: 5 }, { identifier: 6 }, { identifier: 9 }, { tag: 'leaver' }, { tag: 'nobodys' }];
  const { calls, kept, deadLetters, remainders, log } = await served([delivery(message(entries))], { list: VAULT });
  expect([calls, kept, deadLetters, remainders]).toEqual([[], [], [], []]);
  expect(new Set(told(log).map(String))).toEqual(
    new Set([
      '5,would-disable,true',
      '6,would-fail,true',
      '9,would-fail,true',
      '7,would-disable,true',
      '8,would-disable,true',
      ',unresolved,true',
    ]),
  );
  expect(log.find(({ fields }) => fields['outcome'] === 'unresolved')?.fields['entry']).toBe('secrets[4]');
});

test('the same secret in a real message beside it is disabled, once', async () => {
  const { calls, log } = await served(
    [
      delivery(message([{ identifier: 5 }]), { messageId: 'dry' }),
      delivery(message([{ identifier: 5 }], { dryRun: false }), { messageId: 'real' }),
    ],
    { list: VAULT },
  );
  expect(calls.map(({ id }) => id)).toEqual([5]);
  expect(told(log)).toEqual(
    expect.arrayContaining([
      ['5', 'would-disable', true],
      ['5', 'disabled', undefined],
    ]),
  );
});

test('a vault that cannot be asked just now: the message is tried again later, like any', async () => {
  const { calls, kept, hidden } = await served([delivery(message([{ identifier: 5 }]))], { list: () => UNAVAILABLE });
  expect([calls, kept]).toEqual([[], ['message-1']]);
  expect(hidden).toHaveLength(1);
});

test('credentials that are refused show in a dry run, which is what it is for', async () => {
  const { calls, log } = await served([delivery(message([{ identifier: 5 }]))], {
    warm: false,
    grant: () => TOKEN_REFUSED,
  });
  expect(calls).toEqual([]);
  expect(told(log)).toEqual([['5', 'unauthorized', true]]);
});

test('one that is given up tells a person, with a message that is still a dry run', async () => {
  const { deadLetters } = await served([delivery(message([{ identifier: 5 }]), { receiveCount: 50 })], {
    list: () => UNAVAILABLE,
  });
  expect(deadLetters.map(({ body }) => JSON.parse(body))).toEqual([
    { type: 'credential.compromised', dryRun: true, secrets: [{ identifier: 5 }] },
  ]);
});
