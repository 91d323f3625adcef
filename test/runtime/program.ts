import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The last lines of what a failed program wrote, as many as say why. */
const LAST_LINES = 30;

/**
 * Runs a program to its end, together with all that it starts: when the signal comes, none of it is left.
 * @throws Error with the last lines of what it wrote, when it fails
 */
export async function runProgram(
  [command = '', ...args]: readonly string[],
  options: Readonly<{ cwd?: string; env?: NodeJS.ProcessEnv; signal: AbortSignal }>,
): Promise<void> {
  const { signal, ...where } = options;
  signal.throwIfAborted();
  // A group of its own, so that make and its compilers can be ended with it.
  const child = spawn(command, args, { ...where, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const end = () => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL');
  signal.addEventListener('abort', end);
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
  }
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    signal.throwIfAborted();
    if (code === 0) return;
  } finally {
    signal.removeEventListener('abort', end);
  }
  const last = written.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
  throw new Error(`${[command, ...args].join(' ')} failed:\n${last}`);
}
