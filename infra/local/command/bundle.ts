import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Builds the function. What the build has to say goes to standard error. @returns whether it could be built */
export async function buildBundle(signal: AbortSignal): Promise<boolean> {
  const build = spawn(process.execPath, ['infra/build.ts'], {
    cwd: fileURLToPath(new URL('../../../', import.meta.url)),
    stdio: ['ignore', process.stderr, process.stderr],
    signal,
  });
  build.on('error', () => {});
  const [code] = (await once(build, 'close')) as [number | null];
  return code === 0;
}
