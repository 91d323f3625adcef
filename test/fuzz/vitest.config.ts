import { glob, readFile } from 'node:fs/promises';
import { defineConfig } from 'vitest/config';

const files = await Array.fromAsync(glob('test/**/*.test.ts'));
const sources = await Promise.all(files.map((file) => readFile(file, 'utf8')));

/** Every test file that has properties, which are tried for much longer than `npm test` can take. */
export default defineConfig({
  test: {
    include: files.filter((_, index) => sources[index]?.includes("from 'fast-check'")),
    setupFiles: ['test/fuzz/longer.ts'],
    testTimeout: 0,
    reporters: ['default'],
    disableConsoleIntercept: true,
  },
});
