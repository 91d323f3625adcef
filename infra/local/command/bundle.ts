import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { glob, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { SHIPPED } from '../../build.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Whatever has a say in what is built. */
const SOURCES = ['{cli,functions,lib}/**/*.ts', 'infra/{build.ts,bundle/*.ts}', 'package.json', 'package-lock.json'];

/**
 * Builds what is not newer than its sources already. What the build has to say goes to standard error.
 * @returns whether it could be built
 */
export async function buildBundle(signal: AbortSignal): Promise<boolean> {
  if ((await newest(SOURCES)) < (await oldestBuilt())) return true;
  const build = spawn(process.execPath, ['infra/build.ts'], {
    cwd: ROOT,
    stdio: ['ignore', process.stderr, process.stderr],
    signal,
  });
  build.on('error', () => {});
  const [code] = (await once(build, 'close')) as [number | null];
  return code === 0;
}

/** When the latest of them was changed, in milliseconds since the epoch. */
async function newest(patterns: readonly string[]): Promise<number> {
  const files = await Array.fromAsync(glob(patterns, { cwd: ROOT }));
  return Math.max(...(await Promise.all(files.map(changedAt))));
}

/** When the first of the bundles was written; never, where one is missing. */
async function oldestBuilt(): Promise<number> {
  const bundles = [...[...SHIPPED.keys()].map((name) => `dist/functions/${name}.mjs`), 'dist/cli/revoke.mjs'];
  return Math.min(...(await Promise.all(bundles.map(changedAt))));
}

const changedAt = (file: string): Promise<number> =>
  stat(`${ROOT}${file}`).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
