import { onTestFinished, vi } from 'vitest';

/**
 * Loads a function as a container of Lambda does, anew and with these variables, until the test has ended.
 * @returns what it exports, and the lines that it writes from then on
 */
export async function loaded<Exports>(
  settings: Readonly<Record<string, string>>,
  load: () => Promise<Exports>,
): Promise<{ exports: Exports; lines: string[]; log: () => ReturnType<typeof JSON.parse>[] }> {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const warningListeners = process.listeners('warning');
  const lines: string[] = [];
  const write = (chunk: unknown): boolean => lines.push(...String(chunk).trimEnd().split('\n')) > 0;
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(write));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
    process.removeAllListeners('warning');
    for (const listener of warningListeners) process.on('warning', listener);
  });
  vi.resetModules();
  return { exports: await load(), lines, log: () => lines.map((line) => JSON.parse(line)) };
}
