import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Needs a browser: `npm run test:ui`.
    exclude: [...configDefaults.exclude, 'test/ui/**'],
    testTimeout: 20_000,
    // As many as the smallest machine that this is run on has cores: more of them disturb the bars on time.
    maxWorkers: 2,
    reporters: ['default', ['json', { outputFile: 'coverage/tests.json' }]],
    coverage: {
      provider: 'v8',
      include: ['cli/**/*.ts', 'lib/**/*.ts', 'functions/**/*.ts'],
      // Runs as a process of its own, which is not looked into: test/integration/revoke.test.ts.
      exclude: ['cli/revoke.ts'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: { branches: 95 },
    },
  },
});
