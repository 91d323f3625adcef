import { onTestFinished, vi } from 'vitest';
import type { Command, World } from '../../cli/command.ts';
import type { Environment } from '../../infra/local/environment.ts';

/**
 * What comes of a command that is typed in this process, in which AWS's own variables are those of the environment until the
 * test ends. Nobody can be asked, unless that is given.
 */
export async function typed(command: Command, args: readonly string[], env: Environment, given: Partial<World> = {}) {
  for (const [name, value] of Object.entries(env)) if (name.startsWith('AWS_')) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const seen = { stdout: '', stderr: '' };
  const code = await command.run(args, {
    env,
    now: new Date(),
    userName: 'ann',
    canAsk: false,
    isConfirmed: async () => false,
    print: (text) => {
      seen.stdout += text;
    },
    tell: (line) => {
      seen.stderr += `${line}\n`;
    },
    ...given,
  });
  return { code, ...seen };
}
