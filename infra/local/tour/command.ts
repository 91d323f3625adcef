import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Shown } from './door.ts';

const REVOKE = fileURLToPath(new URL('../../../dist/cli/revoke.mjs', import.meta.url));

/** Runs the built command as somebody would in a terminal, and says what it says. @throws Error when it does not exit with 0 */
export async function revoke(args: readonly string[], { environment, say, signal }: Shown): Promise<void> {
  say(`  $ revoke ${args.map((arg) => (/\s/.test(arg) ? `'${arg}'` : arg)).join(' ')}`);
  const child = spawn(process.execPath, [REVOKE, ...args], {
    env: { ...environment, HOME: '/nonexistent' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => say(`  ${line}`));
  }
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`revoke ${args[0]} ended with ${code}`);
}
