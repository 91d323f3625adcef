import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Environment } from '../../infra/local/environment.ts';

export const BUILT_REVOKE = resolve('dist/cli/revoke.mjs');

/** The Node of these tests is the one that the command finds. */
export const PATH = `${dirname(process.execPath)}${delimiter}${process.env['PATH']}`;

/** Runs a program with these variables and no others, so that no AWS setting of whoever runs this has a say. */
export async function run(program: string, args: readonly string[], env: Environment = {}) {
  const child = spawn(program, args, {
    env: { PATH, HOME: '/nonexistent', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [[code], stdout, stderr] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  return { code: code as number | null, stdout, stderr };
}
