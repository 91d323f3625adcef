import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ListFormat } from '../../infra/bundle/stand-ins.ts';
import { BUNDLE } from '../../infra/local/consumer.ts';
import { body } from '../support/messages.ts';
import { record } from '../support/records.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { watchedStack } from '../support/watched-stack.ts';

const run = promisify(execFile);

test("serving the first message does not load Node's fetch", async () => {
  await using stack = await watchedStack({ polling: false });
  const program = await temporaryFile(
    'serving.mjs',
    `const [, , bundle, event] = process.argv;
    const { handler } = await import(bundle);
    await handler(JSON.parse(event), { getRemainingTimeInMillis: () => 10_000 });
    console.log(process.moduleLoadList.join());
    process.exit();`,
  );
  const event = JSON.stringify({ Records: [record(body([5]), {}, { SentTimestamp: String(Date.now()) })] });
  const { stdout } = await run(process.execPath, [program, BUNDLE, event], { env: stack.environment });
  expect(stack.vault.stateOf(5)).toBe('inactive');
  expect(stdout).toContain('_http_client');
  expect(stdout).not.toContain('undici');
});

test('a list reads as it would otherwise', () => {
  const options = ['en', { style: 'long', type: 'disjunction' }] as const;
  const list = ['a', 'b', 'c'];
  expect(new ListFormat(...options).format(list)).toBe(new Intl.ListFormat(...options).format(list));
});
