import { defineConfig } from 'vitest/config';

/** The local web page in a real browser, which not every machine has. */
export default defineConfig({
  test: {
    include: ['test/ui/*.test.ts'],
    testTimeout: 30_000,
    maxWorkers: 1,
    reporters: ['default', ['json', { outputFile: 'coverage/ui-tests.json' }]],
  },
});
