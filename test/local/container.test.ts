import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { startContainer } from '../../infra/local/lambda/container.ts';
import { openLog } from '../../infra/local/lambda/log.ts';
import { temporaryFile } from '../support/temporary-file.ts';

const EVENT = { Records: [] };

/** A container with a function of this source. */
async function containerOf(source: string, timeoutMs = 5000) {
  const bundle = pathToFileURL(await temporaryFile('function.mjs', source)).href;
  const log = openLog();
  const container = await startContainer({ bundle, environment: { ONLY: 'this' }, timeoutMs, takeLine: log.take });
  onTestFinished(container.stop);
  return { container, log };
}

test('a function stays warm, and gets a context and nothing else of this process', async () => {
  process.env['AWS_PROFILE'] = 'of a developer';
  onTestFinished(() => void delete process.env['AWS_PROFILE']);
  const { container } = await containerOf(`
    let count = 0;
    export const handler = async (event, context) => ({
      count: (count += 1),
      environment: Object.keys(process.env).filter((name) => !name.startsWith('NODE_CHANNEL')),
      remaining: context.getRemainingTimeInMillis(),
      name: context.functionName,
      hasId: context.awsRequestId.length,
    });`);
  await container.invoke(EVENT);
  expect(await container.invoke(EVENT)).toEqual({
    kind: 'response',
    response: {
      count: 2,
      environment: ['ONLY'],
      remaining: expect.closeTo(5000, -3),
      name: 'disable-secrets',
      hasId: 36,
    },
  });
});

test('everything that it wrote has arrived with its answer, and what is no JSON object is told apart', async () => {
  const { container, log } = await containerOf(`
    export const handler = async () => {
      for (let n = 0; n < 2000; n += 1) console.log(JSON.stringify({ n }));
      console.error('{"level":"ERROR"}');
      console.log('[1]');
      process.stderr.write('a warning');
      process.stderr.write(' in two pieces\\n');
    };`);
  await container.invoke(EVENT);
  expect(log.lines).toHaveLength(2001);
  expect(log.strayLines.toSorted()).toEqual(['[1]', 'a warning in two pieces']);
});

test('one invocation after the other', async () => {
  const { container } = await containerOf(`
    let running = 0;
    export const handler = async () => {
      running += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return running--;
    };`);
  const all = await Promise.all([EVENT, EVENT, EVENT].map(container.invoke));
  expect(all).toEqual(Array(3).fill({ kind: 'response', response: 1 }));
});

test.each([
  ['throws', `throw new TypeError('no')`, /^TypeError: no$/],
  ['ends its process', `process.exit(3)`, /ended in the middle/],
  ['takes too long', `await new Promise((resolve) => setTimeout(resolve, 60_000))`, /^Task timed out after 0\.30 s/],
  ['never gives way', `for (;;);`, /^Task timed out/],
])('a function that %s fails its invocation, and the next one is served', async (_, source, reason) => {
  const { container } = await containerOf(
    `import { existsSync, writeFileSync } from 'node:fs';
    const mark = new URL('mark', import.meta.url);
    export const handler = async () => {
      if (existsSync(mark)) return 'served';
      writeFileSync(mark, '');
      ${source}
    };`,
    300,
  );
  expect(await container.invoke(EVENT)).toEqual({ kind: 'failed', reason: expect.stringMatching(reason) });
  expect(await container.invoke(EVENT)).toEqual({ kind: 'response', response: 'served' });
});

test.each([
  ['refuses its environment', `throw new Error('QUEUE_URL is missing')`, /^Error: QUEUE_URL is missing$/],
  ['cannot be read', `export const handler = (`, /^SyntaxError/],
  ['ends its process', `process.exit(1)`, /ended while it was being imported/],
])('a bundle that %s cannot be started', async (_, source, reason) => {
  await expect(containerOf(source)).rejects.toThrow(reason);
});

test('a container that is stopped ends what it is doing', async () => {
  const { container } = await containerOf(
    `export const handler = () => new Promise(() => setInterval(() => {}, 1000));`,
  );
  const invoked = container.invoke(EVENT);
  await container.stop();
  expect((await invoked).kind).toBe('failed');
  expect((await container.invoke(EVENT)).kind).toBe('failed');
});
