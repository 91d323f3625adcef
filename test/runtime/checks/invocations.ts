import assert from 'node:assert/strict';
import { body } from '../../support/messages.ts';
import type { Check } from '../check.ts';
import { answersOf, inWorld, outcomesOf } from '../world.ts';

const ACKNOWLEDGED = { kind: 'response', body: { batchItemFailures: [] } };

export const coldStart: Check = {
  promise: 'cold start: the first answer acknowledges the message, and its secret is inactive',
  see: (client) =>
    inWorld(client, {}, async ({ stack, sandboxes: [sandbox] }) => {
      await stack.send(body([5]));
      stack.startPolling();
      await stack.settled();
      assert.deepEqual(answersOf(sandbox), [ACKNOWLEDGED]);
      assert.equal(stack.vault.stateOf(5), 'inactive');
      assert.deepEqual(await stack.deadLetters(), []);
      return `asked for work after ${sandbox?.startMs} ms`;
    }),
};

export const warm: Check = {
  promise: '20 invocations in one process: each is answered once, every secret is inactive, one token was asked for',
  see: (client) =>
    inWorld(client, {}, async ({ stack, sandboxes }) => {
      const identifiers = Array.from({ length: 20 }, (_, index) => index + 1);
      stack.startPolling();
      for (const identifier of identifiers) {
        await stack.send(body([identifier]));
        await stack.settled();
      }
      assert.equal(sandboxes.length, 1);
      assert.deepEqual(answersOf(sandboxes[0]), Array(20).fill(ACKNOWLEDGED));
      assert.deepEqual(outcomesOf(stack), Object.fromEntries(identifiers.map((id) => [id, ['disabled']])));
      assert.deepEqual(new Set(identifiers.map(stack.vault.stateOf)), new Set(['inactive']));
      assert.equal(stack.vault.seen.calls.length, 20);
      assert.equal(stack.vault.seen.tokenRequests.length, 1);
      assert.equal(stack.secretsManager.reads(), 1);
      return `${stack.log.lines.length} lines, all JSON`;
    }),
};

export const malformed: Check = {
  promise: 'malformed records do not hold up their neighbours: they are dead-lettered, the others disabled',
  see: (client) =>
    inWorld(client, {}, async ({ stack, sandboxes: [sandbox] }) => {
      for (const text of [body([5]), '{"type":"credential.compromised"', body([6])]) await stack.send(text);
      stack.startPolling();
      await stack.settled();
      // SQS never leaves out so much.
      await stack.invoke(
        JSON.parse(JSON.stringify({ Records: [{ messageId: 'bare' }, { messageId: 'whole', body: body([7]) }] })),
      );
      assert.deepEqual(answersOf(sandbox), [ACKNOWLEDGED, ACKNOWLEDGED]);
      assert.deepEqual([5, 6, 7].map(stack.vault.stateOf), ['inactive', 'inactive', 'inactive']);
      const deadLetters = await stack.deadLetters();
      assert.deepEqual(
        deadLetters.map(({ attributes }) => attributes['ErrorCode']),
        ['malformed', 'malformed'],
      );
      return `${deadLetters.length} dead letters`;
    }),
};

export const noEvent: Check = {
  promise: 'an event that is none fails its invocation alone: the same process serves the next',
  see: (client) =>
    inWorld(client, {}, async ({ stack, sandboxes }) => {
      await stack.invoke(JSON.parse('{"detail-type":"Scheduled Event"}'));
      await stack.send(body([5]));
      stack.startPolling();
      await stack.settled();
      assert.equal(sandboxes.length, 1);
      const [failed, next] = answersOf(sandboxes[0]);
      assert.equal(failed?.kind, 'error');
      assert.deepEqual(next, ACKNOWLEDGED);
      assert.equal(stack.vault.stateOf(5), 'inactive');
      return 'POST …/error, then POST …/response';
    }),
};
