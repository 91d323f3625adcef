import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../environment.ts';
import { eachLine } from './log.ts';
import { endLine, type Said } from './protocol.ts';

/** What came of an invocation. A failed one may have timed out, thrown, or taken its process with it. */
export type Invoked =
  | { readonly kind: 'response'; readonly response: unknown }
  | { readonly kind: 'failed'; readonly reason: string };

export type InstanceOptions = Readonly<{
  /** The file that exports `handler`, as a URL. */
  bundle: string;
  environment: Environment;
  timeoutMs: number;
  /** Called for each line that the function writes. */
  takeLine: (line: string) => void;
}>;

/** One process with the function in it. It serves one invocation at a time. */
export type Instance = Readonly<{
  isAlive: () => boolean;
  /** Resolves when everything that the invocation wrote has arrived, too. */
  invoke: (event: object) => Promise<Invoked>;
  kill: () => Promise<void>;
}>;

const HOST = fileURLToPath(new URL('function-host.ts', import.meta.url));

/** @throws Error when the bundle cannot be imported, or refuses its environment */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const { bundle, environment, timeoutMs, takeLine } = options;
  const child = fork(HOST, [bundle], { env: environment, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const gone = new Promise<'gone'>((resolve) => child.once('close', () => resolve('gone')));
  // A message that could not be sent; the process is then as good as gone.
  child.on('error', () => child.kill('SIGKILL'));
  const allArrived = watchOutputs(child, takeLine);
  const nextWord = () => Promise.race([new Promise<Said>((resolve) => child.once('message', resolve)), gone]);

  const first = await nextWord();
  if (first === 'gone' || first.kind !== 'ready') {
    child.kill('SIGKILL');
    throw new Error(
      first !== 'gone' && first.kind === 'init-error' ? first.reason : 'The function ended while it was being imported',
    );
  }

  return {
    isAlive: () => child.connected && child.exitCode === null && child.signalCode === null,
    invoke: async (event) => {
      const requestId = randomUUID();
      const arrived = allArrived(endLine(requestId));
      let timedOut = false;
      const timer = setTimeout(() => {
        timedOut = true;
        child.kill('SIGKILL');
      }, timeoutMs);
      const word = nextWord();
      child.send({ requestId, event, timeoutMs });
      const said = await word;
      clearTimeout(timer);
      if (timedOut) return { kind: 'failed', reason: `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds` };
      if (said === 'gone') return { kind: 'failed', reason: 'The function ended in the middle of the invocation' };
      await Promise.race([arrived, gone]);
      if (said.kind === 'response') return { kind: 'response', response: said.response };
      return { kind: 'failed', reason: said.kind === 'error' ? said.reason : 'The function gave no response' };
    },
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Passes on what the process writes. The function returned resolves when both outputs have brought a certain line. */
function watchOutputs(child: ChildProcess, takeLine: (line: string) => void) {
  const awaited = new Map<string, () => void>();
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    eachLine(stream, (line) => {
      const arrive = awaited.get(line);
      if (arrive === undefined) takeLine(line);
      else arrive();
    });
  }
  return (line: string): Promise<void> =>
    new Promise((resolve) => {
      let missing = 2;
      awaited.set(line, () => {
        missing -= 1;
        if (missing > 0) return;
        awaited.delete(line);
        resolve();
      });
    });
}
