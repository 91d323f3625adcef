import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Writes a file that goes away with its test. @returns its path */
export async function temporaryFile(name: string, content: string | Uint8Array): Promise<string> {
  const directory = await mkdtempDisposable(join(tmpdir(), 'test-'));
  onTestFinished(() => directory.remove());
  const path = join(directory.path, name);
  await writeFile(path, content);
  return path;
}
