import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Instance, InstanceOptions } from '../../infra/local/lambda/instance.ts';
import { eachLine } from '../../infra/local/lambda/log.ts';
import { variablesOfLambda } from './lambda-variables.ts';
import { type Answer, type Initialized, startRuntimeApi } from './runtime-api.ts';

/** An event that was handed to the client, and what came of it. Times in milliseconds since the epoch. */
export type Invocation = Readonly<{
  requestId: string;
  deadline: number;
  /** `undefined` while there is none; for ever, where the process was ended first. */
  answer: Answer | undefined;
}>;

/** A process of AWS's runtime client with the function in it, as Lambda has one in an execution environment. */
export type Sandbox = Instance &
  Readonly<{
    initialized: Initialized | { readonly kind: 'gone' };
    /** From the start of the process to the client's first request for work, in milliseconds. */
    startMs: number;
    invocations: readonly Invocation[];
    /** Requests to the Runtime API that no client may make. */
    stray: readonly string[];
    /** Resolves when the process has ended and all that it wrote has arrived: its exit code, or the signal that ended it. */
    ended: Promise<number | NodeJS.Signals>;
    /** Has the process stand still, as one that is stuck in a loop. */
    freeze: () => void;
  }>;

/**
 * Starts the client, and waits until it asks for work or has failed to start the function.
 * @param client the file that is AWS's runtime client
 */
export async function launch(client: string, options: InstanceOptions): Promise<Sandbox> {
  const { bundle, environment, timeoutMs, takeLine } = options;
  const api = await startRuntimeApi();
  const startedAt = Date.now();
  const env = { ...environment, ...variablesOfLambda(fileURLToPath(bundle)), AWS_LAMBDA_RUNTIME_API: api.address };
  const child = spawn(process.execPath, [client], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) eachLine(stream, takeLine);
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  const ended = endOf(child).finally(() => {
    process.off('exit', end);
    return api.stop();
  });
  const gone = ended.then(() => ({ kind: 'gone' }) as const);
  const initialized = await Promise.race([api.initialized, gone]);
  const invocations: { -readonly [Key in keyof Invocation]: Invocation[Key] }[] = [];

  return {
    initialized,
    startMs: Date.now() - startedAt,
    invocations,
    stray: api.stray,
    ended,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    invoke: async (event) => {
      const invocation: (typeof invocations)[number] = {
        requestId: randomUUID(),
        deadline: Date.now() + timeoutMs,
        answer: undefined,
      };
      invocations.push(invocation);
      let timedOut = false;
      const timer = setTimeout(() => {
        timedOut = true;
        end();
      }, timeoutMs);
      const came = await Promise.race([api.give({ ...invocation, event }), gone]);
      clearTimeout(timer);
      if (timedOut) return { kind: 'failed', reason: `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds` };
      if (came.kind === 'gone') return { kind: 'failed', reason: 'The runtime client ended during the invocation' };
      invocation.answer = came;
      if (came.kind === 'error') return { kind: 'failed', reason: JSON.stringify(came.body) };
      return { kind: 'response', response: came.body };
    },
    freeze: () => void child.kill('SIGSTOP'),
    kill: async () => {
      end();
      await ended;
    },
  };
}

const endOf = (child: ChildProcess): Promise<number | NodeJS.Signals> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ?? code ?? 0));
  });
