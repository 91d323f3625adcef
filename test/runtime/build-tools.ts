import { spawnSync } from 'node:child_process';
import { runProgram } from './program.ts';

/**
 * What compiling the client calls, and the Debian package that each is in. Its README asks for autoconf, automake and libtool
 * too, but the curl that comes with version 4.0.2 is configured already.
 */
const TOOLS = { cmake: 'cmake', 'g++': 'g++', make: 'make', python3: 'python3', tar: 'tar', xz: 'xz-utils' } as const;

/** The Debian packages that are missing. */
export const missingPackages = (): readonly string[] =>
  Object.entries(TOOLS)
    .filter(([tool]) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0)
    .map(([, debian]) => debian);

/** @throws Error when that did not work, with what apt-get said */
export async function installPackages(packages: readonly string[], signal: AbortSignal): Promise<void> {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, signal };
  await runProgram(['apt-get', 'update'], options);
  await runProgram(['apt-get', 'install', '--yes', '--no-install-recommends', ...packages], options);
}
