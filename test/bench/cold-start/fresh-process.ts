import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Environment } from '../../../infra/local/environment.ts';

const run = promisify(execFile);

/**
 * In milliseconds from before the import: when it was done, and when the event, if there was one, had been served; on the
 * clock, and on the processor, where it matters less what else the machine does.
 */
export type Started = Readonly<{
  importMs: number;
  importProcessorMs: number;
  answeredMs: number;
  answeredProcessorMs: number;
}>;

/**
 * Imports a bundle in a process that nothing has warmed up, and has it serve an event.
 * @param program start.ts, built
 * @throws Error when the process does not end well
 */
export async function inFreshProcess(
  program: string,
  bundle: string,
  environment: Environment,
  event?: object,
): Promise<Started> {
  const args = [program, bundle, ...(event ? [JSON.stringify(event)] : [])];
  const { stdout } = await run(process.execPath, args, { env: environment });
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Started;
}
