import { cp, mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { BUNDLE } from '../../infra/local/consumer.ts';
import { startInstance } from '../../infra/local/lambda/instance.ts';
import { SERVED_TABLES } from '../../infra/local/served-tables.ts';
import { SOME_NAMES } from '../../infra/local/vault/names.ts';
import { trailOf } from '../support/audit-trail.ts';
import { localServer, sendJson } from '../support/local-server.ts';
import { events, message, watchedStack } from '../support/watched-stack.ts';

const tables = SERVED_TABLES;

test('what became of each secret of an incident is one query away, and only of those that are settled', async () => {
  await using stack = await watchedStack({ tables, vault: { states: { 7: 'absent' } } });
  stack.vault.script(6, Array(4).fill('bad-gateway'));
  const messageId = await stack.send(message([5, 6, 7], { reason: 'found in public', reportedBy: 'siem' }));
  await expect.poll(() => events(stack)).toContain('batch.settled');
  const trail = await trailOf(stack, 'INC-2041');
  expect(trail).toMatchObject([
    { kind: 'reported', secrets: [5, 6, 7], names: [], reason: 'found in public', reportedBy: 'siem', messageId },
    { kind: 'secret', identifier: 5, outcome: 'disabled', attempts: 1, deliveries: 1 },
    { kind: 'secret', identifier: 7, outcome: 'not-found', errorCode: '1005', reportedBy: 'siem' },
  ]);
  const [letter] = await stack.deadLetters();
  expect(trail[2]).toMatchObject({
    errorMessage: letter?.attributes['ErrorMessage'],
    at: letter?.attributes['FailedAt'],
  });
});

test('a name has what it led to, or why it led nowhere; the name itself is not in the trail', async () => {
  await using stack = await watchedStack({ tables, vault: { names: SOME_NAMES } });
  const secrets = [{ tag: 'leaver-mmustermann' }, { identifierCode: 'nobodys' }];
  await stack.send(JSON.stringify({ type: 'credential.compromised', incidentId: 'INC-2041', secrets }));
  await stack.settled();
  const trail = await trailOf(stack, 'INC-2041');
  expect(trail).toMatchObject([
    { kind: 'found', name: expect.stringMatching(/^tag:[0-9a-f]{64}$/), secrets: [201, 202, 203] },
    { kind: 'name', name: expect.stringMatching(/^identifier_code:[0-9a-f]{64}$/), errorCode: 'unresolved' },
    { kind: 'reported', secrets: [] },
    { identifier: 201, outcome: 'disabled' },
    { identifier: 202, outcome: 'disabled' },
    { identifier: 203, outcome: 'disabled' },
  ]);
  expect(JSON.stringify(trail)).not.toMatch(/leaver-mmustermann|nobodys/);
});

test('what is reported is written down while nothing is settled yet', async () => {
  await using stack = await watchedStack({ tables });
  stack.vault.always('upstream-unavailable');
  await stack.send(message([5]));
  await expect.poll(() => events(stack)).toContain('batch.settled');
  expect(await trailOf(stack)).toMatchObject([{ kind: 'reported', secrets: [5] }]);
});

test('a process that is killed after it has written, at its answer, leaves the records there, and the next one adds none', async () => {
  let answers = 0;
  await using stack = await watchedStack({
    tables,
    visibilityTimeoutSeconds: 1,
    startInstance: async (options) => {
      const instance = await startInstance(options);
      return {
        ...instance,
        invoke: async (event) => {
          const invoked = await instance.invoke(event);
          answers += 1;
          if (answers > 1) return invoked;
          await instance.kill();
          return { kind: 'failed', reason: 'killed at its answer' };
        },
      };
    },
  });
  await stack.send(message([5, 1005]));
  await expect.poll(() => answers).toBe(1);
  const written = await trailOf(stack);
  expect(written).toMatchObject([{ kind: 'reported' }, { identifier: 1005 }, { identifier: 5, outcome: 'disabled' }]);
  expect(await stack.queues.peek('source')).toHaveLength(1);
  await stack.settled();
  expect(answers).toBe(2);
  expect(await trailOf(stack)).toEqual(written);
});

test('a table that is not there keeps the message on the queue, though its secret is disabled', async () => {
  await using stack = await watchedStack({ tables, settings: { AUDIT_TABLE: 'no-such-table' } });
  const messageId = await stack.send(message([5]));
  await expect.poll(() => events(stack)).toContain('batch.settled');
  expect((await stack.queues.peek('source')).map((left) => left.messageId)).toEqual([messageId]);
  expect(stack.vault.stateOf(5)).toBe('inactive');
  expect(stack.log.lines).toContainEqual(
    expect.objectContaining({
      event: 'message.not-settled',
      reason: 'its audit record could not be written (ResourceNotFoundException)',
    }),
  );
});

test('once the table is there again, the next delivery writes what the first could not', async () => {
  await using stack = await watchedStack({ tables, visibilityTimeoutSeconds: 1, settings: { AUDIT_TABLE: 'later' } });
  await stack.send(message([5]));
  await expect.poll(() => events(stack)).toContain('message.not-settled');
  await stack.tables?.create({ ...tables.AUDIT_TABLE, name: 'later' });
  await stack.settled();
  expect(await trailOf(stack, undefined, 'later')).toMatchObject([
    { kind: 'reported' },
    { identifier: 5, outcome: 'already-disabled', deliveries: expect.toSatisfy((times: number) => times > 1) },
  ]);
});

test('at its last delivery a message is settled without a record, and an error says that it is missing', async () => {
  const settings = { AUDIT_TABLE: 'no-such-table', MAX_RECEIVE_COUNT: '1' };
  await using stack = await watchedStack({ tables, settings });
  stack.vault.always('upstream-unavailable');
  const messageId = await stack.send(message([5]));
  await stack.settled();
  expect((await stack.deadLetters()).map(({ attributes }) => attributes['ErrorCode'])).toEqual(['unavailable']);
  expect(stack.log.lines).toContainEqual(
    expect.objectContaining({ level: 'ERROR', event: 'message.not-recorded', messageId }),
  );
});

test('five hundred secrets, and each has its record', async () => {
  await using stack = await watchedStack({ tables });
  await stack.send(message(Array.from({ length: 500 }, (_, index) => index + 10_000)));
  await stack.settled(30_000);
  const trail = await trailOf(stack, 'INC-2041');
  expect(trail.filter(({ kind }) => kind === 'secret')).toHaveLength(500);
});

test('switched off, nothing of it is loaded or called', async () => {
  const { url, seen } = await localServer((response) => sendJson(response, 200, {}));
  const directory = await mkdtempDisposable(join(tmpdir(), 'bundle-'));
  onTestFinished(() => directory.remove());
  const alone = join(directory.path, 'disable-secrets.mjs');
  await cp(new URL(BUNDLE), alone);
  const bundle = pathToFileURL(alone).href;
  await using stack = await watchedStack({ bundle, settings: { AWS_ENDPOINT_URL_DYNAMODB: url } });
  await stack.send(message([5, 1005]));
  await stack.settled();
  expect(stack.vault.stateOf(5)).toBe('inactive');
  expect(seen.requests).toEqual([]);
  await expect(watchedStack({ bundle, tables })).rejects.toThrow(/tables/);
});
