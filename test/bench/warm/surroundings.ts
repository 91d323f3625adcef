import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { BUNDLING } from '../../../infra/build.ts';
import { type Environment, functionEnvironment } from '../../../infra/local/environment.ts';
import { startQueues } from '../../../infra/local/queues.ts';
import { startSecretsManager } from '../../../infra/local/secrets-manager.ts';
import { type Load, loadOf, type Took } from './load.ts';
import type { Told } from './vault-process.ts';

/** One contestant in its process. */
export type Running = Readonly<{
  /** Has it disable the secrets of one batch. */
  disable: (load: Load) => Promise<Took>;
  /** How many bytes it has written to its outputs so far. */
  written: () => number;
  stop: () => void;
}>;

/** All that the contestants need: a vault in a process of its own, SQS and Secrets Manager. */
export type Surroundings = Readonly<{
  /** How the vault is to answer from now on. */
  tell: (told: Told) => Promise<void>;
  start: (contestant: (typeof CONTESTANTS)[number], settings?: Environment) => Promise<Running>;
  [Symbol.asyncDispose]: () => Promise<void>;
}>;

const CONTESTANTS = ['built-function', 'bare-got', 'bare-undici'] as const;

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Bundled like the function: nobody shall pay for reading many files, or for taking the types out of them. */
const BUILT = '../../../dist/bench/';

export async function openSurroundings(): Promise<Surroundings> {
  const entryPoints = ['contestant-process', ...CONTESTANTS].map((name) => here(`${name}.ts`));
  await build({ ...BUNDLING, entryPoints, outdir: here(BUILT), outExtension: { '.js': '.mjs' } });
  const vault = startProcess(here('vault-process.ts'), [], {});
  const origin = await wordOf<string>(vault);
  const queues = await startQueues({ visibilityTimeoutSeconds: 360, maxReceiveCount: 50 });
  const credentials = { baseUrl: origin, clientId: 'bench', clientSecret: 'not a secret, as it opens nothing' };
  const secretsManager = await startSecretsManager(JSON.stringify(credentials));
  const environment = functionEnvironment(queues, secretsManager.endpoint, {});
  const running = new Set<ChildProcess>([vault]);

  return {
    tell: async (told) => {
      vault.send(told);
      await wordOf(vault);
    },
    start: async (contestant, settings = {}) => {
      const child = startProcess(here(`${BUILT}contestant-process.mjs`), [here(`${BUILT}${contestant}.mjs`), origin], {
        ...environment,
        ...settings,
      });
      running.add(child);
      let written = 0;
      for (const output of [child.stdout, child.stderr]) {
        output?.on('data', (chunk: Buffer) => {
          written += chunk.length;
        });
      }
      await wordOf(child);
      return {
        disable: async (load) => {
          child.send(load);
          return wordOf<Took>(child);
        },
        written: () => written,
        stop: () => {
          running.delete(child);
          child.kill('SIGKILL');
        },
      };
    },
    [Symbol.asyncDispose]: async () => {
      for (const child of running) child.kill('SIGKILL');
      await Promise.all([queues.stop(), secretsManager.stop()]);
    },
  };
}

const startProcess = (file: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess =>
  fork(file, args, {
    env,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });

/** What the process says next. @throws Error when it ends instead */
async function wordOf<Word>(child: ChildProcess): Promise<Word> {
  const ending = new AbortController();
  const ended = once(child, 'exit', { signal: ending.signal }).then(([code]) => {
    throw new Error(`${child.spawnargs.slice(1, 3).join(' ')} ended with ${code}`);
  });
  try {
    const [word] = await Promise.race([once(child, 'message', { signal: ending.signal }), ended]);
    return word as Word;
  } finally {
    ending.abort();
    ended.catch(() => {});
  }
}

/** Enough of every size that a contestant is as fast as it will be: its connections open, its token there, its code compiled. */
export async function warmUp({ tell }: Surroundings, running: readonly Running[]): Promise<void> {
  await tell({ latencyMs: 1, secrets: 'active' });
  const loads = [...Array(200).fill(loadOf(1)), ...Array(100).fill(loadOf(10)), ...Array(4).fill(loadOf(1000))];
  for (const { disable } of running) for (const load of loads) await disable(load);
}
