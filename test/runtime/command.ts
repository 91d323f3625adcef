import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { listenForStop } from '../../infra/local/command/stopping.ts';
import { coldStart, malformed, noEvent, warm } from './checks/invocations.ts';
import { initError } from './checks/start.ts';
import { killed, silentVault } from './checks/timeouts.ts';
import { clientIn, isInstalled, versionIn } from './client.ts';
import { installClient } from './install.ts';

const HELP = `Has AWS's own runtime client run the built function, against a stand-in for Lambda's Runtime API and with queue,
Secrets Manager and vault simulated on this machine. Linux only.

  npm run runtime                        installs the client into a temporary directory first, which takes a minute or
                                         more, for it compiles C++
  npm run runtime -- --client DIRECTORY  uses the client in there; installs it there if it is not yet
  npm run runtime -- --install-tools     lets apt-get install what the compiling needs and this machine lacks; needs root

Exit code: 0 when every promise was kept, 1 when one was not or the client could not be installed, 2 when something
is wrong with what you typed, 130 after Ctrl-C.`;

const CHECKS = [coldStart, warm, silentVault, killed, initError, malformed, noEvent] as const;

function read(args: readonly string[]) {
  const flag = { type: 'boolean', default: false } as const;
  const options = { client: { type: 'string' }, 'install-tools': flag, help: flag } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (values.client === '') throw new TypeError('--client needs the name of a directory');
  return values;
}

const inWords = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Looks at each promise in its turn. @returns how many were broken */
async function lookAtAll(client: string, signal: AbortSignal): Promise<number> {
  let failed = 0;
  for (const { promise, see } of CHECKS) {
    signal.throwIfAborted();
    try {
      console.log(`passed  ${promise} (${await see(client)})`);
    } catch (error) {
      signal.throwIfAborted();
      failed += 1;
      console.log(`FAILED  ${promise}\n${inWords(error).replace(/^/gm, '        ')}`);
    }
  }
  console.log(`${CHECKS.length - failed} passed, ${failed} failed`);
  return failed;
}

/** @returns the exit code */
async function lookIn(directory: string, mayInstallTools: boolean, signal: AbortSignal): Promise<number> {
  const startedAt = Date.now();
  if (!isInstalled(directory)) {
    await installClient(directory, { mayInstallTools, signal });
    console.log(`Installed in ${Math.round((Date.now() - startedAt) / 1000)} s`);
  }
  console.log(`aws-lambda-ric ${await versionIn(directory)} on Node ${process.version}`);
  return (await lookAtAll(clientIn(directory), signal)) === 0 ? 0 : 1;
}

/** @returns the exit code */
async function main(): Promise<number> {
  let asked: ReturnType<typeof read>;
  try {
    asked = read(process.argv.slice(2));
  } catch (error) {
    console.error(`${inWords(error)}. See npm run runtime -- --help.`);
    return 2;
  }
  if (asked.help) {
    console.log(HELP);
    return 0;
  }
  const { signal, exitCode } = listenForStop();
  const directory =
    asked.client === undefined ? await mkdtemp(join(tmpdir(), 'runtime-client-')) : resolve(asked.client);
  try {
    await mkdir(directory, { recursive: true });
    const stopped = new Promise<number>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    return await Promise.race([stopped, lookIn(directory, asked['install-tools'], signal)]);
  } catch (error) {
    if (!signal.aborted) console.error(inWords(error));
    return exitCode() ?? 1;
  } finally {
    if (asked.client === undefined) await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

process.exit(await main());
