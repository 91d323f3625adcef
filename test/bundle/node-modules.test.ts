import { execFile } from 'node:child_process';
import { Agent } from 'node:http';
import { EOL } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { STARTING_FAST } from '../../infra/build.ts';
import { BUNDLE } from '../../infra/local/consumer.ts';
import { temporaryFile } from '../support/temporary-file.ts';

const run = promisify(execFile);

async function bundled(contents: string): Promise<string> {
  const source = { contents, resolveDir: process.cwd() };
  const { outputFiles } = await build({ ...STARTING_FAST, stdin: source, write: false });
  return temporaryFile('bundle.mjs', outputFiles[0]?.text ?? '');
}

test("Node's own modules are found in every way in which they can be asked for", async () => {
  const file = await bundled(`
    import http, { Agent } from 'node:http';
    import * as path from 'path';
    import { readFile as read } from 'fs/promises';
    const { EOL } = await import('node:os');
    const required = require('util');
    export const found = [Agent, http.Agent === Agent, path.join('a', 'b'), read.name, EOL, required.inspect(1)];
  `);
  expect(await import(pathToFileURL(file).href)).toMatchObject({
    found: [Agent, true, 'a/b', 'readFile', EOL, '1'],
  });
});

test.each([
  ['a bundle that makes calls with node:http', () => bundled("import { get } from 'node:http'; export { get };")],
  ['the built function', () => fileURLToPath(BUNDLE)],
])("importing %s does not load Node's fetch", async (_, file) => {
  const program = await temporaryFile(
    'importing.mjs',
    'await import(process.argv[2]); console.log(process.moduleLoadList.join());',
  );
  const env = {
    AWS_REGION: 'us-east-1',
    MYSAFE_SECRET_ID: 's',
    QUEUE_URL: 'http://127.0.0.1/q',
    DEAD_LETTER_QUEUE_URL: 'http://127.0.0.1/d',
  };
  const { stdout } = await run(process.execPath, [program, pathToFileURL(await file()).href], { env });
  expect(stdout).toContain('_http_client');
  expect(stdout).not.toContain('undici');
});
