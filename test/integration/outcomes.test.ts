import { expect, test } from 'vitest';
import { FAULT_NAMES, type Scripted } from '../../infra/local/vault/faults.ts';
import { linesFor, message, outcomesOf, watchedStack } from '../support/watched-stack.ts';

test('a leaked secret is disabled, and the message is gone', async () => {
  await using stack = await watchedStack();
  await stack.send(message([5, '7', '5']));
  await stack.settled();
  expect([5, 7].map(stack.vault.stateOf)).toEqual(['inactive', 'inactive']);
  expect(stack.vault.seen.calls).toHaveLength(2);
  expect(await stack.deadLetters()).toEqual([]);
});

test('what no retry can mend is dead-lettered with its reason, the rest of its message is served', async () => {
  await using stack = await watchedStack({ vault: { states: { 7: 'absent', 8: 'no-access', 9: 'inactive' } } });
  await stack.send(message([5, 7, 8, 9], { owner: 'me' }));
  await stack.settled();
  expect(outcomesOf(stack, 5)).toEqual(['disabled']);
  expect(outcomesOf(stack, 9)).toEqual(['already-disabled']);
  const letters = await stack.deadLetters();
  expect(letters.map(({ body }) => JSON.parse(body))).toEqual([
    { type: 'credential.compromised', incidentId: 'INC-2041', secrets: [{ identifier: 7 }], owner: 'me' },
    { type: 'credential.compromised', incidentId: 'INC-2041', secrets: [{ identifier: 8 }], owner: 'me' },
  ]);
  expect(letters.map(({ attributes }) => attributes)).toMatchObject([
    { ErrorCode: '1005', Outcome: 'not-found', Identifier: '7', IncidentId: 'INC-2041', Attempts: '1', Redrives: '0' },
    { ErrorCode: '1006', Outcome: 'access-denied', Identifier: '8' },
  ]);
});

const HEALING = FAULT_NAMES.filter(
  (name) =>
    !['echo', 'unexpected-identifier', 'identifier-type', 'missing-parameter', 'inactive-secret'].includes(name),
);

test.concurrent.each(HEALING)('%s once does not keep a secret from being disabled', async (fault) => {
  await using stack = await watchedStack({ vault: { script: { secrets: { 5: [fault] } } } });
  await stack.send(message([5]));
  await stack.settled();
  expect(stack.vault.stateOf(5)).toBe('inactive');
  expect(await stack.deadLetters()).toEqual([]);
});

test('a vault that repeats the token that it was sent does not get it into a log or a dead letter', async () => {
  await using stack = await watchedStack({ vault: { script: { secrets: { 5: ['echo'] } } } });
  await stack.send(message([5]));
  await stack.settled();
  const [letter] = await stack.deadLetters();
  expect(letter?.attributes).toMatchObject({ ErrorCode: '1010', ErrorMessage: expect.stringContaining('[redacted]') });
});

test.concurrent.each<[string, Scripted]>([
  ['a time-out', { fault: 'silence', tookEffect: true }],
  ['a 504', { fault: 'gateway-timeout', tookEffect: true }],
  ['a broken connection', { fault: 'reset', tookEffect: true }],
])('%s that took effect ends as success', async (_, fault) => {
  await using stack = await watchedStack({ vault: { script: { secrets: { 5: [fault] } } } });
  await stack.send(message([5]));
  await stack.settled();
  expect(outcomesOf(stack, 5)).toEqual(['already-disabled']);
  expect(await stack.deadLetters()).toEqual([]);
});

test('a 429 is left alone for as long as it asks', async () => {
  await using stack = await watchedStack({ vault: { script: { secrets: { 5: ['rate-limited'] } } } });
  await stack.send(message([5]));
  await stack.settled();
  const [first, second] = stack.vault.seen.calls;
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1000);
});

test('one search answers what happened to secret 7 of INC-2041', async () => {
  const script = { secrets: { 7: ['bad-gateway', 'ring-balancer'] as const } };
  await using stack = await watchedStack({ polling: false, vault: { script } });
  const messageId = await stack.send(message([7]));
  await stack.send(message([7], { incidentId: 'INC-2042' }));
  stack.startPolling();
  await stack.settled();
  const [line] = linesFor(stack, 7).filter(({ incidentId }) => incidentId === 'INC-2041');
  expect(line).toMatchObject({ event: 'secret.outcome', outcome: 'disabled', attempts: 3, messageId });
  expect(line?.['durationMs']).toBeTypeOf('number');
  expect(stack.vault.seen.calls).toHaveLength(3);
});

test("the gateway's id of a failed request is in the log", async () => {
  await using stack = await watchedStack({ settings: { MAX_ATTEMPTS: '1', MAX_RECEIVE_COUNT: '1' } });
  stack.vault.script(5, ['ring-balancer']);
  await stack.send(message([5]));
  await stack.settled();
  const [line] = linesFor(stack, 5);
  expect(line).toMatchObject({ outcome: 'unavailable' });
  expect(line?.['requestId']).toMatch(/^[0-9a-f]{32}$/);
});
