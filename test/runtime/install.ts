import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages, missingPackages } from './build-tools.ts';
import { packageIn } from './client.ts';
import { runProgram } from './program.ts';

const PINNED = fileURLToPath(new URL('client/', import.meta.url));

/**
 * Installs AWS's runtime client, and compiles the half of it that is C++ for the Node that runs this.
 * @throws Error that says what is missing, or what went wrong
 */
export async function installClient(
  directory: string,
  { mayInstallTools, signal }: Readonly<{ mayInstallTools: boolean; signal: AbortSignal }>,
): Promise<void> {
  if (process.platform !== 'linux') throw new Error("AWS's runtime client can be compiled on Linux only");
  await provideTools(mayInstallTools, signal);
  console.log('Installing and compiling the client: a minute or more …');
  for (const file of ['package.json', 'package-lock.json']) await copyFile(join(PINNED, file), join(directory, file));
  const env = { ...process.env, ...nodeHeaders() };
  // Whatever npm is told about install scripts in general: the two of this one package are run, and no others.
  await runProgram(['npm', 'ci', '--ignore-scripts'], { cwd: directory, env, signal });
  const cwd = packageIn(directory);
  await runProgram(['npm', 'run', 'preinstall'], { cwd, env, signal });
  await runProgram(['npm', 'run', 'postinstall'], { cwd, env, signal });
}

/** @throws Error that names the missing packages in one line */
async function provideTools(mayInstall: boolean, signal: AbortSignal): Promise<void> {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const toDo = `To compile AWS's runtime client, these packages of Debian are missing: ${missing.join(', ')}`;
  if (!mayInstall) throw new Error(`${toDo}. As root, --install-tools installs them`);
  console.log(`Installing with apt-get: ${missing.join(', ')}`);
  try {
    await installPackages(missing, signal);
  } catch (error) {
    const said = error instanceof Error ? error.message.split('\n').at(-1) : error;
    throw new Error(`${toDo}, and could not be installed: ${said}`, { cause: error });
  }
}

/** Node's headers lie beside it, as it is distributed; where they do not, node-gyp downloads them. */
function nodeHeaders(): NodeJS.ProcessEnv {
  const directory = resolve(process.execPath, '../..');
  return existsSync(join(directory, 'include/node/node_api.h')) ? { npm_config_nodedir: directory } : {};
}
