import { readFile } from 'node:fs/promises';
import type { Contestant, Load, Took } from './load.ts';

// One contestant in a process of its own: what is measured is what it alone needs.

const [, , contestant = '', vault = ''] = process.argv;

process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());

async function peakMiB(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

const { open } = (await import(contestant)) as { readonly open: (vault: string) => Promise<Contestant> };
const disable = await open(vault);

process.on('message', async (load: Load) => {
  const usedBefore = process.cpuUsage();
  const startedAt = performance.now();
  await disable(load);
  const wallMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(usedBefore);
  process.send?.({ wallMs, processorMs: (user + system) / 1000, peakMiB: await peakMiB() } satisfies Took);
});
process.send?.('ready');
