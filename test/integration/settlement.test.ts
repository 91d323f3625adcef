import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import type { Stack } from '../../infra/local/stack.ts';
import { events, message, outcomesOf, watchedStack } from '../support/watched-stack.ts';

const HOUR_MS = 3_600_000;

test('a message whose secrets are all unavailable is hidden for half a minute, less up to half', async () => {
  await using stack = await watchedStack();
  stack.vault.always('upstream-unavailable');
  await stack.send(message([5, 6]));
  await expect.poll(() => events(stack)).toContain('batch.settled');
  const [hidden] = await stack.queues.peek('source');
  const seconds = ((hidden?.readyAt ?? 0) - Date.now()) / 1000;
  expect(seconds).toBeGreaterThan(10);
  expect(seconds).toBeLessThanOrEqual(30);
  expect(await stack.deadLetters()).toEqual([]);
});

test('what is left of a message takes its place, with its age', async () => {
  await using stack = await watchedStack({ vault: { states: { 7: 'absent' } } });
  stack.vault.script(6, Array(4).fill('bad-gateway'));
  await stack.send(message([5, 6, 7], { owner: 'me' }));
  await expect.poll(() => events(stack)).toContain('batch.settled');
  const [left, ...others] = await expect
    .poll(() => stack.queues.peek('source'))
    .toHaveLength(1)
    .then(() => stack.queues.peek('source'));
  expect(others).toEqual([]);
  expect(JSON.parse(left?.body ?? '')).toMatchObject({ secrets: [{ identifier: 6 }], owner: 'me' });
  expect(Number(left?.attributes['FirstSentAt'])).toBeGreaterThan(Date.now() - 60_000);
  expect((await stack.deadLetters()).map(({ attributes }) => attributes['Identifier'])).toEqual(['7']);
});

test.each([
  ['older than the give-up age', { GIVE_UP_AFTER_SECONDS: '3600' }, { FirstSentAt: Date.now() - 2 * HOUR_MS }],
  ['at its last delivery', { MAX_RECEIVE_COUNT: '1' }, {}],
])('what is still unavailable %s is dead-lettered with its reason', async (_, settings, attributes) => {
  await using stack = await watchedStack({ settings });
  stack.vault.script(5, Array(4).fill('upstream-unavailable'));
  await stack.send(message([5]), attributes);
  await stack.settled();
  const letters = await stack.deadLetters();
  expect(letters.map(({ attributes }) => attributes)).toMatchObject([
    { ErrorCode: 'unavailable', Outcome: 'unavailable', Attempts: '4', Identifier: '5' },
  ]);
  expect(letters[0]?.attributes).not.toHaveProperty('FirstSentAt');
});

const firstSentAt = async ({ queues }: Stack) => Number((await queues.peek('source'))[0]?.attributes['FirstSentAt']);

test('a first sending time in the future prolongs nobody’s life', async () => {
  await using stack = await watchedStack({ settings: { MAX_RECEIVE_COUNT: '5' } });
  stack.vault.script(6, Array(4).fill('bad-gateway'));
  await stack.send(message([5, 6]), { FirstSentAt: Date.now() + HOUR_MS });
  await expect.poll(() => events(stack)).toContain('batch.settled');
  const sent = Date.now();
  await expect.poll(() => firstSentAt(stack)).toBeLessThanOrEqual(sent);
});

test('a dead letter that is put back is disabled once its cause is mended, and counts its redrives until then', async () => {
  await using stack = await watchedStack({ vault: { states: { 6: 'no-access' } } });
  await stack.send(message([6]));
  await stack.settled();
  const [first] = await stack.deadLetters();
  const redrive = { Redrives: Number(first?.attributes['Redrives']), ErrorCode: '1006' };
  await stack.send(first?.body ?? '', redrive);
  await stack.settled();
  expect((await stack.deadLetters()).map(({ attributes }) => attributes['Redrives'])).toEqual(['0', '1']);
  stack.vault.setState(6, 'active');
  await stack.send(first?.body ?? '', redrive);
  await stack.settled();
  expect(stack.vault.stateOf(6)).toBe('inactive');
});

const HOSTILE: readonly (readonly [name: string, body: string, reason: RegExp])[] = [
  ['not JSON', 'disable everything', /not JSON/],
  ['a path in place of an identifier', message(['../password/inactive/5']), /secrets\[0\]\.identifier/],
  ['501 secrets', message(Array.from({ length: 501 }, (_, index) => index + 1)), /500/],
  ['a megabyte', 'x'.repeat(1_048_000), /not JSON/],
  ['a megabyte of nesting', `{"secrets":${'['.repeat(500_000)}`, /not JSON/],
  ['another type', message([5], { type: 'credential.rotated' }), /type/],
  ['another version', message([5], { version: 2 }), /version/],
];

test('hostile messages are dead-lettered as they are, make no call, and their neighbours are served', async () => {
  await using stack = await watchedStack({ polling: false });
  for (const [, body] of HOSTILE) await stack.send(body);
  await stack.send(message([7]));
  stack.startPolling();
  await stack.settled();
  expect(stack.vault.seen.calls.map(({ identifier }) => identifier)).toEqual(['7']);
  const letters = new Map((await stack.deadLetters()).map(({ body, attributes }) => [body, attributes]));
  expect(letters.size).toBe(HOSTILE.length);
  for (const [name, body, reason] of HOSTILE) {
    expect.soft(letters.get(body)?.['ErrorCode'], name).toBe('malformed');
    expect.soft(letters.get(body)?.['ErrorMessage'], name).toMatch(reason);
  }
});

test('where a body leaves no room for its reasons, it is dead-lettered without them', async () => {
  const body = 'x'.repeat(1_048_576);
  await using stack = await watchedStack();
  await stack.send(body);
  await stack.settled();
  expect(await stack.deadLetters()).toMatchObject([{ body, attributes: {} }]);
});

test('two messages that name the same secret share one piece of work, and both get its outcome', async () => {
  await using stack = await watchedStack({ polling: false, vault: { states: { 7: 'absent' } } });
  const ids = [await stack.send(message([7])), await stack.send(message([7], { incidentId: 'INC-2042' }))];
  stack.startPolling();
  await stack.settled();
  expect(stack.vault.seen.calls).toHaveLength(1);
  expect((await stack.deadLetters()).map(({ attributes }) => attributes['SourceMessageId']).sort()).toEqual(ids.sort());
});

test('a message with five hundred secrets does not hold up one with a single secret', async () => {
  // One call at a time, so that calls arrive in the order in which they are made.
  await using stack = await watchedStack({ polling: false, settings: { CONCURRENCY: '1' } });
  await stack.send(message(Array.from({ length: 500 }, (_, index) => index + 10_000)));
  await stack.send(message([7]));
  stack.startPolling();
  await stack.settled(30_000);
  expect(stack.vault.seen.calls.slice(0, 2).map(({ identifier }) => identifier)).toContain('7');
  expect(outcomesOf(stack, 10_499)).toEqual(['disabled']);
});

test('a dead-letter queue that cannot be reached keeps its message on the source queue, and its neighbours go', async () => {
  const settings = { DEAD_LETTER_QUEUE_URL: 'http://127.0.0.1/000000000000/no-such-queue' };
  await using stack = await watchedStack({ polling: false, settings, vault: { states: { 7: 'absent' } } });
  const stays = await stack.send(message([7]));
  await stack.send(message([5]));
  stack.startPolling();
  await expect.poll(() => events(stack)).toContain('batch.settled');
  await expect
    .poll(() => stack.queues.peek('source').then((left) => left.map(({ messageId }) => messageId)))
    .toEqual([stays]);
  expect(stack.vault.stateOf(5)).toBe('inactive');
  expect(events(stack)).toContain('message.not-settled');
});

test('attributes of the message other than ours are not copied', async () => {
  await using stack = await watchedStack({ vault: { states: { 7: 'absent' } } });
  const { client, sourceUrl } = stack.queues;
  const MessageAttributes = { Team: { DataType: 'String', StringValue: 'blue' } };
  await client.send(new SendMessageCommand({ QueueUrl: sourceUrl, MessageBody: message([7]), MessageAttributes }));
  await stack.settled();
  const [letter] = await stack.deadLetters();
  expect(letter?.attributes).not.toHaveProperty('Team');
});

test('a secret that is tried again goes before those of a large message that have not been tried', async () => {
  await using stack = await watchedStack({ polling: false, vault: { latencyMs: 20 } });
  stack.vault.script(7, ['ring-balancer']);
  await stack.send(message(Array.from({ length: 400 }, (_, index) => index + 10_000)));
  await stack.send(message([7]));
  stack.startPolling();
  await stack.settled(30_000);
  const places = stack.vault.seen.calls.flatMap(({ identifier }, place) => (identifier === '7' ? [place] : []));
  expect(places).toHaveLength(2);
  expect(places[1]).toBeLessThan(80);
});

test('characters beyond U+FFFF pass through, as they were', async () => {
  await using stack = await watchedStack({ vault: { states: { 7: 'absent' } } });
  const body = message([7], { reason: 'on fire \u{1F525}' });
  await stack.send(body.replace('\u{1F525}', '\\ud83d\\udd25'));
  await stack.settled();
  expect((await stack.deadLetters()).map((letter) => JSON.parse(letter.body))).toEqual([JSON.parse(body)]);
});
