import { expect, test } from 'vitest';
import { events, message, outcomesOf, watchedStack } from '../support/watched-stack.ts';

const ten = Array.from({ length: 10 }, (_, index) => index + 10);

test('the second invocation asks for no token and does not read Secrets Manager', async () => {
  await using stack = await watchedStack();
  await stack.send(message([5]));
  await stack.settled();
  await stack.send(message([6]));
  await stack.settled();
  expect(stack.vault.stateOf(6)).toBe('inactive');
  expect(stack.vault.seen.tokenRequests).toHaveLength(1);
  expect(stack.secretsManager.reads()).toBe(1);
});

test('a token that expired in the middle of it costs one new token', async () => {
  await using stack = await watchedStack();
  await stack.send(message([5]));
  await stack.settled();
  stack.vault.revokeTokens();
  await stack.send(message(ten));
  await stack.settled();
  expect(new Set(ten.map(stack.vault.stateOf))).toEqual(new Set(['inactive']));
  expect(stack.vault.seen.tokenRequests).toHaveLength(2);
  expect(stack.secretsManager.reads()).toBe(1);
});

test('a token is renewed before it expires, not after it was refused', async () => {
  await using stack = await watchedStack({ vault: { tokenLifetimeSeconds: 1 } });
  await stack.send(message([5]));
  await stack.settled();
  await expect
    .poll(() => Date.now() - (stack.vault.seen.tokenRequests[0]?.at ?? 0), { timeout: 5000 })
    .toBeGreaterThan(1000);
  await stack.send(message([6]));
  await stack.settled();
  expect(stack.vault.seen.calls.map(({ status }) => status)).toEqual([200, 200]);
});

test('a rotated client secret is read again, without a deployment', async () => {
  await using stack = await watchedStack();
  await stack.send(message([5]));
  await stack.settled();
  stack.vault.rotateClientSecret();
  stack.vault.revokeTokens();
  stack.secretsManager.rotate(JSON.stringify(stack.vault.credentials()));
  await stack.send(message(ten));
  await stack.settled();
  expect(new Set(ten.map(stack.vault.stateOf))).toEqual(new Set(['inactive']));
  expect(stack.secretsManager.reads()).toBe(2);
  expect(stack.vault.seen.tokenRequests.map(({ status }) => status)).toEqual([200, 401, 200]);
});

test('a vault that refuses everything gets three tokens asked for and then is left alone', async () => {
  await using stack = await watchedStack({ settings: { MAX_RECEIVE_COUNT: '1' } });
  stack.vault.always('no-route');
  await stack.send(message(Array.from({ length: 100 }, (_, index) => index + 1)));
  await stack.settled();
  expect(stack.vault.seen.tokenRequests.length).toBeLessThanOrEqual(3);
  expect(stack.vault.seen.calls.length).toBeLessThanOrEqual(30);
  const letters = await stack.deadLetters();
  expect(letters).toHaveLength(100);
  expect(new Set(letters.map(({ attributes }) => attributes['ErrorCode']))).toEqual(new Set(['unauthorized']));
});

test('a refusal that concerns one secret alone leaves the others to be disabled', async () => {
  await using stack = await watchedStack({ settings: { MAX_RECEIVE_COUNT: '1' }, vault: { latencyMs: 20 } });
  stack.vault.script(4, Array(20).fill('forbidden'));
  const identifiers = Array.from({ length: 40 }, (_, index) => index + 1);
  await stack.send(message(identifiers));
  await stack.settled();
  expect(identifiers.filter((id) => stack.vault.stateOf(id) !== 'inactive')).toEqual([4]);
  expect(outcomesOf(stack, 4)).toEqual(['unauthorized']);
});

test.each(['address-not-allowed', 'address-not-allowed-older'] as const)(
  '%s gets a line of its own that says what to check',
  async (fault) => {
    await using stack = await watchedStack({ settings: { MAX_RECEIVE_COUNT: '1' } });
    stack.vault.always(fault);
    await stack.send(message([5, 6]));
    await stack.settled();
    const lines = stack.log.lines.filter(({ event }) => event === 'vault.source-address-refused');
    expect(lines).toMatchObject([{ level: 'ERROR', message: expect.stringContaining('fixed egress address') }]);
  },
);

test('1006 for every secret of a batch gets a line of its own, 1006 for some does not', async () => {
  await using stack = await watchedStack({ vault: { states: { 5: 'no-access', 6: 'no-access' } } });
  await stack.send(message([5, 7]));
  await stack.settled();
  expect(events(stack)).not.toContain('vault.access-denied-for-all');
  await stack.send(message([5, 6]));
  await stack.settled();
  expect(events(stack)).toContain('vault.access-denied-for-all');
});

test('a token endpoint that is down for a moment is asked again, once for all', async () => {
  await using stack = await watchedStack({ vault: { script: { token: ['bad-gateway', 'rate-limited'] } } });
  await stack.send(message(ten));
  await stack.settled();
  expect(new Set(ten.map(stack.vault.stateOf))).toEqual(new Set(['inactive']));
  expect(stack.vault.seen.tokenRequests).toHaveLength(3);
});

test.each([
  ['GET', { tokenMethod: 'GET' as const }],
  ['another path', { tokenPath: '/iso/oauth2/token' }],
  ['a tenant', { tenant: 'acme' }],
])('a token can be had with %s', async (_, vault) => {
  await using stack = await watchedStack({ vault });
  await stack.send(message([5]));
  await stack.settled();
  expect(stack.vault.stateOf(5)).toBe('inactive');
});

test.each([['that Secrets Manager does not give', 'AccessDeniedException', /AccessDeniedException/]])(
  'credentials %s are told by the name of the secret, and tried again later',
  async (_, fault, reason) => {
    await using stack = await watchedStack({ settings: { MAX_RECEIVE_COUNT: '1' } });
    stack.secretsManager.script([fault as 'AccessDeniedException']);
    await stack.send(message([5]));
    await stack.settled();
    const [letter] = await stack.deadLetters();
    expect(letter?.attributes).toMatchObject({ ErrorCode: 'unauthorized', Outcome: 'unauthorized' });
    expect(letter?.attributes['ErrorMessage']).toMatch(/mysafe\/kill-switch/);
    expect(letter?.attributes['ErrorMessage']).toMatch(reason);
  },
);

test('unusable credentials are told by their fields, never by their values', async () => {
  const credentials = { baseUrl: 'http://vault.example', clientSecret: '', tokenMethod: 'PUT-s3cret' };
  await using stack = await watchedStack({ settings: { MAX_RECEIVE_COUNT: '1' }, credentials });
  await stack.send(message([5]));
  await stack.settled();
  const [letter] = await stack.deadLetters();
  expect(letter?.attributes['ErrorMessage']).toMatch(/baseUrl must/);
  expect(JSON.stringify([letter, stack.log.lines])).not.toMatch(/vault\.example|PUT-s3cret/);
});
