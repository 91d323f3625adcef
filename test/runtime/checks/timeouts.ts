import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { body } from '../../support/messages.ts';
import type { Check } from '../check.ts';
import { answersOf, inWorld, outcomesOf } from '../world.ts';

export const silentVault: Check = {
  promise: 'a vault that never answers: the answer comes before the deadline, and the message stays on the queue',
  see: (client) => {
    const options = { functionTimeoutMs: 3000, settings: { ATTEMPT_TIMEOUT_MS: '10000' } };
    return inWorld(client, options, async ({ stack, sandboxes: [sandbox] }) => {
      stack.vault.script(5, Array(100).fill('silence'));
      const itemIdentifier = await stack.send(body([5]));
      stack.startPolling();
      await until(() => sandbox?.invocations[0]?.answer !== undefined || sandbox?.isAlive() === false);
      assert.deepEqual(answersOf(sandbox), [{ kind: 'response', body: { batchItemFailures: [{ itemIdentifier }] } }]);
      assert.equal(stack.vault.seen.calls[0]?.identifier, '5');
      const left = await stack.queues.peek('source');
      assert.deepEqual(
        left.map(({ messageId }) => messageId),
        [itemIdentifier],
      );
      assert.deepEqual(await stack.deadLetters(), []);
      const { deadline = 0, answer } = sandbox?.invocations[0] ?? {};
      const earlyMs = deadline - (answer?.at ?? Infinity);
      assert.ok(earlyMs > 0, `answered ${-earlyMs} ms too late`);
      return `answered ${earlyMs} ms before the deadline`;
    });
  },
};

export const killed: Check = {
  promise: 'a process killed at its deadline: another takes the message that comes again, and every secret is inactive',
  see: (client) => {
    const options = {
      functionTimeoutMs: 2000,
      visibilityTimeoutSeconds: 4,
      settings: { ATTEMPT_TIMEOUT_MS: '10000' },
    };
    return inWorld(client, options, async ({ stack, sandboxes }) => {
      stack.vault.script(5, [{ fault: 'silence', tookEffect: true }]);
      stack.vault.script(6, ['silence']);
      await stack.send(body([5, 6]));
      stack.startPolling();
      await until(() => stack.vault.seen.calls.length === 2);
      sandboxes[0]?.freeze();
      await stack.settled();
      assert.deepEqual(stack.failedInvocations, ['Task timed out after 2.00 seconds']);
      assert.equal(await sandboxes[0]?.ended, 'SIGKILL');
      assert.equal(sandboxes.length, 2);
      assert.deepEqual(answersOf(sandboxes[0]), [undefined]);
      assert.deepEqual(answersOf(sandboxes[1]), [{ kind: 'response', body: { batchItemFailures: [] } }]);
      assert.deepEqual([5, 6].map(stack.vault.stateOf), ['inactive', 'inactive']);
      assert.deepEqual(outcomesOf(stack), { 5: ['already-disabled'], 6: ['disabled'] });
      assert.deepEqual(await stack.deadLetters(), []);
      return `received ${stack.received.length} times`;
    });
  },
};

/** @throws Error when it does not come true within ten seconds */
async function until(isTrue: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error(`waited in vain until ${isTrue}`);
    await setTimeout(5);
  }
}
