import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Environment } from '../../infra/local/environment.ts';

const BUILT = resolve('dist/cli/revoke.mjs');

/** The Node of these tests is the one that the command finds. */
const PATH = `${dirname(process.execPath)}${delimiter}${process.env['PATH']}`;

/** The built command with these variables and no others, so that no AWS setting of whoever runs this has a say. */
export function startRevoke(args: readonly string[], env: Environment) {
  const child = spawn(BUILT, args, { env: { PATH, HOME: '/nonexistent', ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin.end();
  return child;
}

/** Runs it to its end. */
export async function revoke(args: readonly string[], env: Environment) {
  const child = startRevoke(args, env);
  const [[code], stdout, stderr] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  return { code: code as number | null, stdout, stderr };
}
