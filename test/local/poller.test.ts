import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { type Consumer, startConsumer } from '../../infra/local/consumer.ts';
import { temporaryFile } from '../support/temporary-file.ts';

const functionOf = async (source: string) => pathToFileURL(await temporaryFile('function.mjs', source)).href;

/** The queues around a function of this source, which is not served yet. */
const consumerOf = async (source: string, visibilityTimeoutSeconds = 30): Promise<AsyncDisposable & Consumer> => {
  const bundle = await functionOf(source);
  const consumer = await startConsumer('{}', { bundle, visibilityTimeoutSeconds, polling: false });
  return { ...consumer, [Symbol.asyncDispose]: consumer.stop };
};

const report = (what: string) => `export const handler = async ({ Records }) => (${what});`;

const FAIL_ODD = `{ batchItemFailures: Records.filter(({ body }) => body % 2).map((r) => ({ itemIdentifier: r.messageId })) }`;

test('up to ten messages come at once, and only what is not reported as failed is deleted', async () => {
  await using consumer = await consumerOf(`
    export const handler = async ({ Records }) => {
      console.log(JSON.stringify({ batch: Records.length }));
      return ${FAIL_ODD};
    };`);
  await Promise.all(Array.from({ length: 12 }, (_, index) => consumer.queues.send(String(index))));
  consumer.startPolling();
  await expect.poll(consumer.queues.left).toEqual({ visible: 0, inFlight: 6, delayed: 0 });
  const kept = await consumer.queues.peek('source');
  expect(kept.map(({ body }) => Number(body)).toSorted((a, b) => a - b)).toEqual([1, 3, 5, 7, 9, 11]);
  expect(consumer.log.lines).toEqual([{ batch: 10 }, { batch: 2 }]);
});

test.each([
  ['throws', `export const handler = async () => { throw new Error('no'); };`],
  ['names a message that was not there', report(`{ batchItemFailures: [{ itemIdentifier: 'other' }] }`)],
])('when the function %s, nothing is deleted', async (_, source) => {
  await using consumer = await consumerOf(source);
  await consumer.queues.send('one');
  consumer.startPolling();
  await expect.poll(() => consumer.received.length).toBe(1);
  await consumer.invoke({ Records: [] });
  expect(await consumer.queues.left()).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
});

test('what was not deleted comes again when its visibility timeout has passed, and is counted', async () => {
  await using consumer = await consumerOf(
    `export const handler = async ({ Records: [{ messageId, attributes, messageAttributes }] }) => {
      const { ApproximateReceiveCount: count } = attributes;
      console.log(JSON.stringify({ count, first: messageAttributes.FirstSentAt }));
      return { batchItemFailures: count > 1 ? [] : [{ itemIdentifier: messageId }] };
    };`,
    1,
  );
  await consumer.queues.send('one', { FirstSentAt: 7, Note: 'text' });
  consumer.startPolling();
  await expect.poll(consumer.queues.left, { timeout: 5000 }).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  expect(consumer.log.lines).toMatchObject([
    { count: '1', first: { stringValue: '7', dataType: 'Number' } },
    { count: '2', first: { stringValue: '7', dataType: 'Number' } },
  ]);
});

test('after too many deliveries the queue itself moves a message', async () => {
  const bundle = await functionOf(`export const handler = async () => { throw new Error('no'); };`);
  const settings = { MAX_RECEIVE_COUNT: '1' };
  const consumer = await startConsumer('{}', { bundle, settings, visibilityTimeoutSeconds: 1 });
  await consumer.queues.send('one');
  await expect.poll(() => consumer.queues.peek('deadLetters'), { timeout: 5000 }).toMatchObject([{ body: 'one' }]);
  expect(consumer.failedInvocations).toEqual(['Error: no']);
  await consumer.stop();
});
