import { execFile } from 'node:child_process';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const git = (...args: string[]) => run('git', ['-C', ROOT, ...args]);

/** The whole id of a commit; `undefined` where there is none of this name. */
export async function commitOf(name: string): Promise<string | undefined> {
  try {
    return (await git('rev-parse', '--verify', '--end-of-options', `${name}^{commit}`)).stdout.trim();
  } catch {
    return undefined;
  }
}

/**
 * Builds the function as it was at a commit, with the dependencies that are installed now.
 * @returns the bundle, as a URL
 * @throws Error when it does not build
 */
export async function builtAt(commit: string): Promise<string> {
  const there = `${ROOT}dist/bench/at-${commit}`;
  await rm(there, { recursive: true, force: true });
  await mkdir(there, { recursive: true });
  await git('archive', '--output', `${there}/sources.tar`, commit);
  await run('tar', ['-xf', 'sources.tar'], { cwd: there });
  await symlink(`${ROOT}node_modules`, `${there}/node_modules`);
  await run(process.execPath, ['infra/build.ts'], { cwd: there });
  return pathToFileURL(`${there}/dist/functions/disable-secrets.mjs`).href;
}
