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

test('a dry run goes all the way to the vault, disables nothing and says what it would have done', async () => {
  await using stack = await watchedStack({ vault: { names, states: { 6: 'no-access' } } });
  const entries = [{ tag: 'leaver' }, { identifier: 7 }];
  await stack.send(JSON.stringify({ type: 'credential.compromised', dryRun: true, secrets: entries }));
  await stack.settled();
  expect([5, 7, 9].map(stack.vault.stateOf)).toEqual(['active', 'active', 'active']);
  expect([5, 6, 7, 9].flatMap((id) => outcomesOf(stack, id))).toEqual([
    'would-disable',
    'would-fail',
    'would-disable',
    'would-disable',
  ]);
  expect(await stack.deadLetters()).toEqual([]);
});
