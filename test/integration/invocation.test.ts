import { expect, test } from 'vitest';
import { ACCESS_KEY } from '../../infra/local/account.ts';
import { startStack } from '../../infra/local/stack.ts';
import { localServer, sendJson } from '../support/local-server.ts';
import { events, message, outcomesOf, watchedStack } from '../support/watched-stack.ts';

test('wrong settings are told all at once, before anything is served', async () => {
  const settings = { MYSAFE_SECRET_ID: '', QUEUE_URL: 'compromised', MAX_ATTEMPTS: 'many', CONCURRENCY: '0' };
  const starting = startStack({ settings });
  await expect(starting).rejects.toThrow(/MYSAFE_SECRET_ID .*QUEUE_URL .*MAX_ATTEMPTS .*CONCURRENCY/);
});

test('with NODE_DEBUG, by which Node prints private keys and tokens, nothing is served', async () => {
  await expect(startStack({ settings: { NODE_DEBUG: 'https' } })).rejects.toThrow(/NODE_DEBUG must not be set/);
});

test('the SQS endpoint of the environment counts, whatever host the queue URLs name', async () => {
  const settings = {
    QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/000000000000/compromised',
    DEAD_LETTER_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/000000000000/compromised-dead-letters',
  };
  await using stack = await watchedStack({ settings, vault: { states: { 7: 'absent' } } });
  await stack.send(message([7]));
  await stack.settled();
  expect(await stack.deadLetters()).toHaveLength(1);
});

test('credentials of AWS that are not in the environment are asked for at the address that it names', async () => {
  const { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } = ACCESS_KEY;
  const Expiration = new Date(Date.now() + 3_600_000).toISOString();
  const { url } = await localServer((response) =>
    sendJson(response, 200, { AccessKeyId, SecretAccessKey, Token: 'session', Expiration }),
  );
  const settings = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_CONTAINER_CREDENTIALS_FULL_URI: url };
  await using stack = await watchedStack({ settings, vault: { states: { 7: 'absent' } } });
  await stack.send(message([5, 7]));
  await stack.settled();
  expect(stack.vault.stateOf(5)).toBe('inactive');
  expect(await stack.deadLetters()).toHaveLength(1);
});

test('a silent vault does not keep the invocation beyond its time, and what is done by then is settled', async () => {
  const functionTimeoutMs = 3000;
  await using stack = await watchedStack({
    polling: false,
    functionTimeoutMs,
    settings: { ATTEMPT_TIMEOUT_MS: '10000', CONCURRENCY: '2' },
    vault: { states: { 7: 'absent' } },
  });
  stack.vault.script(6, ['silence']);
  await stack.send(message([5]));
  await stack.send(message([6]));
  await stack.send(message([7]));
  stack.startPolling();
  await expect.poll(() => events(stack), { timeout: functionTimeoutMs }).toContain('batch.settled');
  expect(stack.failedInvocations).toEqual([]);
  expect([5, 6, 7].map((id) => outcomesOf(stack, id))).toEqual([['disabled'], ['unavailable'], ['not-found']]);
  await expect.poll(async () => (await stack.queues.peek('source')).length).toBe(1);
});

test('what there was no time for is deferred: tried again at once, and disabled in the end', async () => {
  await using stack = await watchedStack({
    functionTimeoutMs: 1500,
    settings: { CONCURRENCY: '2' },
    vault: { latencyMs: 50 },
  });
  const identifiers = Array.from({ length: 100 }, (_, index) => index + 1);
  await stack.send(message(identifiers));
  await stack.settled();
  expect(stack.log.lines.map(({ outcome }) => outcome)).toContain('deferred');
  expect(new Set(identifiers.map(stack.vault.stateOf))).toEqual(new Set(['inactive']));
  expect(stack.failedInvocations).toEqual([]);
});

test('an event that is none fails the invocation, with a line that says so', async () => {
  await using stack = await watchedStack();
  const invoked = await stack.invoke(JSON.parse('{"detail-type":"Scheduled Event"}'));
  expect(invoked.kind).toBe('failed');
  expect(events(stack)).toContain('invocation.failed');
});

test('an empty body is dead-lettered as a placeholder that says so', async () => {
  await using stack = await watchedStack({ polling: false });
  const record = { messageId: 'm-1', receiptHandle: 'r-1', body: '', attributes: {}, messageAttributes: {} };
  const invoked = await stack.invoke(JSON.parse(JSON.stringify({ Records: [record] })));
  expect(invoked).toEqual({ kind: 'response', response: { batchItemFailures: [] } });
  expect(await stack.deadLetters()).toMatchObject([
    { body: expect.stringContaining('empty'), attributes: { ErrorCode: 'malformed', SourceMessageId: 'm-1' } },
  ]);
});
