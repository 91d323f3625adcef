import { expect, test } from 'vitest';
import { runApprove } from '../../cli/approve/approve.ts';
import { readArguments } from '../../cli/approve/arguments.ts';
import { queuesOf } from '../../cli/approve/queues.ts';
import { statusCommand } from '../../cli/status/command.ts';
import { SERVED_TABLES } from '../../infra/local/served-tables.ts';
import type { Stack } from '../../infra/local/stack.ts';
import { localServer } from '../support/local-server.ts';
import { typed } from '../support/typed.ts';
import { events, message, watchedStack } from '../support/watched-stack.ts';

const numbers = (count: number, from = 1) => Array.from({ length: count }, (_, index) => from + index);

const disabled = (stack: Stack, identifiers: readonly number[]) =>
  identifiers.filter((id) => stack.vault.stateOf(id) === 'inactive');

const waiting = (stack: Stack) => stack.queues.peek('approval');

/** `revoke approve …`, by somebody who says yes. */
async function approve(stack: Stack, ...args: readonly string[]) {
  const env = { QUEUE_URL: stack.queues.sourceUrl, APPROVAL_QUEUE_URL: stack.queues.approvalUrl };
  const asked = readArguments(args, { env, userName: 'ann' });
  if (asked.kind === 'wrong') throw new Error(asked.reason);
  const queues = queuesOf(stack.queues.client, asked.options);
  let printed = '';
  const code = await runApprove(asked.options, {
    queues,
    canAsk: true,
    isConfirmed: async () => true,
    print: (text) => {
      printed += text;
    },
    tell: () => {},
  });
  return { code, printed };
}

test('beyond the limit a message waits, and nothing of it is disabled until somebody approves it', async () => {
  await using stack = await watchedStack({ maxSecretsPerHour: 20 });
  await stack.send(message(numbers(21)));
  await stack.send(message(numbers(20, 100)));
  await stack.settled();
  expect(disabled(stack, numbers(200))).toEqual(numbers(20, 100));
  expect(await waiting(stack)).toMatchObject([
    { body: message(numbers(21)), attributes: { Secrets: '21', IncidentId: 'INC-2041' } },
  ]);
  expect(events(stack)).toContain('message.held');

  expect(await approve(stack, 'INC-2041')).toMatchObject({ code: 0, printed: expect.stringContaining('by ann') });
  await stack.settled();
  expect(disabled(stack, numbers(21))).toEqual(numbers(21));
  expect(await waiting(stack)).toEqual([]);
  expect(stack.received.at(-1)?.MessageAttributes?.['ApprovedBy']?.StringValue).toBe('ann');
});

test('who asks how an incident stands is told that it waits for approval, and how to release it, until it is', async () => {
  await using stack = await watchedStack({ maxSecretsPerHour: 5, tables: SERVED_TABLES });
  const status = () => typed(statusCommand, ['INC-2041'], stack.environment);
  await stack.send(message(numbers(6)));
  await stack.settled();
  const held = await status();
  expect(held).toMatchObject({ code: 1, stdout: expect.stringContaining('6 still open, waiting for approval') });
  expect(held.stdout).toMatch(
    /Waits for approval:\n {2}6 secrets since .+: .+ To release it: revoke approve INC-2041\n/,
  );
  await approve(stack, 'INC-2041');
  await stack.settled();
  expect(await status()).toMatchObject({ code: 0, stdout: expect.not.stringContaining('approval') });
});

test('what is left of an approved message needs no other approval', async () => {
  const settings = { MAX_ATTEMPTS: '1' };
  await using stack = await watchedStack({
    maxSecretsPerHour: 2,
    settings,
    hurry: 1000,
    vault: { script: { secrets: { 3: ['bad-gateway'] } } },
  });
  await stack.send(message(numbers(3)));
  await expect.poll(() => waiting(stack)).toHaveLength(1);
  await approve(stack, '--all');
  await expect.poll(() => disabled(stack, numbers(3))).toEqual(numbers(3));
  await stack.settled();
  expect(await waiting(stack)).toEqual([]);
});

test('three containers at once never go beyond the limit in sum', async () => {
  await using stack = await watchedStack({ maxSecretsPerHour: 50, containers: 3, polling: false });
  for (let index = 0; index < 40; index += 1) await stack.send(message(numbers(7, 1 + 7 * index)));
  stack.startPolling();
  await stack.settled();
  const done = disabled(stack, numbers(280));
  expect(done.length).toBe(49);
  const held = (await waiting(stack)).flatMap(({ body }) =>
    (JSON.parse(body) as { secrets: { identifier: number }[] }).secrets.map(({ identifier }) => identifier),
  );
  expect([...done, ...held].sort((one, other) => one - other)).toEqual(numbers(280));
});

test('a message that comes again and again is counted once', async () => {
  const settings = { MAX_ATTEMPTS: '1' };
  const fault = ['bad-gateway', 'bad-gateway', 'bad-gateway'] as const;
  const secrets = Object.fromEntries(numbers(10).map((id) => [id, fault]));
  await using stack = await watchedStack({
    maxSecretsPerHour: 10,
    settings,
    hurry: 1000,
    vault: { script: { secrets } },
  });
  await stack.send(message(numbers(10)));
  await stack.settled();
  expect(stack.received.length).toBeGreaterThanOrEqual(4);
  expect(disabled(stack, numbers(10))).toEqual(numbers(10));
  expect(await waiting(stack)).toEqual([]);
});

test('where the table is down ten secrets go on, eleven wait, and that is an error in the log', async () => {
  await using stack = await watchedStack({ maxSecretsPerHour: 100 });
  await stack.tables?.stop();
  await stack.send(message(numbers(10)));
  await stack.send(message(numbers(11, 100)));
  await stack.settled();
  expect(disabled(stack, numbers(200))).toEqual(numbers(10));
  expect(await waiting(stack)).toMatchObject([{ attributes: { Secrets: '11' } }]);
  expect(stack.log.lines.find(({ event }) => event === 'limit.uncounted')).toMatchObject({ level: 'ERROR' });
});

test('a table that never answers takes none of the time that the work needs', async () => {
  const { url } = await localServer(() => {});
  const settings = { AWS_ENDPOINT_URL_DYNAMODB: url };
  await using silent = await watchedStack({ maxSecretsPerHour: 100, settings });
  await silent.send(message([5]));
  await silent.settled(5000);
  expect(disabled(silent, [5])).toEqual([5]);
});

test('everything that a tag leads to waits, where it is too much', async () => {
  const names = Object.fromEntries(numbers(6).map((id) => [id, { tags: ['leaver'] }]));
  await using stack = await watchedStack({ maxSecretsPerHour: 5, vault: { names } });
  await stack.send(JSON.stringify({ type: 'credential.compromised', secrets: [{ tag: 'leaver' }] }));
  await stack.settled();
  expect(disabled(stack, numbers(6))).toEqual([]);
  expect(await waiting(stack)).toMatchObject([{ attributes: { Secrets: '6' } }]);
  await approve(stack, '--all');
  await stack.settled();
  expect(disabled(stack, numbers(6))).toEqual(numbers(6));
});
