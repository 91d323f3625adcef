import { expect, test } from 'vitest';
import { message, outcomesOf, watchedStack } from '../support/watched-stack.ts';

const naming = (entries: readonly object[]) =>
  JSON.stringify({ type: 'credential.compromised', incidentId: 'INC-2041', secrets: entries });

const names = {
  5: { code: 'crm-api', tags: ['leaver'] },
  6: { tags: ['leaver', 'prod'] },
  7: { code: 'twice' },
  8: { code: 'twice' },
  9: { tags: ['leaver'] },
};

test('everything that has the tag is disabled, and nothing else', async () => {
  await using stack = await watchedStack({ vault: { names, states: { 9: 'inactive' } } });
  await stack.send(naming([{ tag: 'leaver' }]));
  await stack.settled();
  expect([5, 6, 7, 8, 9].map(stack.vault.stateOf)).toEqual(['inactive', 'inactive', 'active', 'active', 'inactive']);
  expect([5, 6, 9].map((id) => outcomesOf(stack, id))).toEqual([['disabled'], ['disabled'], ['already-disabled']]);
  expect(await stack.deadLetters()).toEqual([]);
  expect(stack.vault.seen.violations).toEqual([]);
});

test('a code that one secret has disables it; a code that two have, or none, is for a person to look at', async () => {
  await using stack = await watchedStack({ vault: { names } });
  await stack.send(naming([{ identifierCode: 'crm-api' }, { identifierCode: 'twice' }, { identifierCode: 'nobody' }]));
  await stack.settled();
  expect([5, 7, 8].map(stack.vault.stateOf)).toEqual(['inactive', 'active', 'active']);
  const letters = await stack.deadLetters();
  expect(letters.map(({ body }) => (JSON.parse(body) as { secrets: unknown }).secrets)).toEqual(
    expect.arrayContaining([[{ identifierCode: 'twice' }], [{ identifierCode: 'nobody' }]]),
  );
  expect(letters.map(({ attributes }) => attributes['ErrorCode'])).toEqual(['unresolved', 'unresolved']);
});

test('a token that is refused when the vault is asked for a name is renewed, and the neighbours are served', async () => {
  await using stack = await watchedStack({ vault: { names } });
  await stack.send(message([101]));
  await stack.settled();
  stack.vault.revokeTokens();
  await stack.send(naming([{ tag: 'prod' }]));
  await stack.send(message([102]));
  await stack.settled();
  expect([6, 102].map(stack.vault.stateOf)).toEqual(['inactive', 'inactive']);
  expect(await stack.deadLetters()).toEqual([]);
});

test('a secret that the access key may not edit is a dead letter with its number', async () => {
  await using stack = await watchedStack({ vault: { names, states: { 6: 'no-access' } } });
  await stack.send(naming([{ tag: 'prod' }]));
  await stack.settled();
  const [letter] = await stack.deadLetters();
  expect(letter?.attributes).toMatchObject({ ErrorCode: '1006', Identifier: '6', IncidentId: 'INC-2041' });
  expect(JSON.parse(letter?.body ?? '')).toMatchObject({ secrets: [{ tag: 'prod', identifier: '6' }] });
});
