import { defineConfig } from 'vitest/config';

/** The tests of the rooms that only decide: no process, no server, no clock. */
export default defineConfig({
  test: {
    include: [
      'test/contract/{token,vault}-answers.test.ts',
      'test/docs/{message-schema,metrics}.test.ts',
      'test/unit/*.test.ts',
      'test/unit/disable/{backoff,budget,circuit,plan,restraint}.test.ts',
      'test/unit/{message,outcome,report,settle}/*.test.ts',
      'test/unit/{alert,source,webhook}/*.test.ts',
      'test/unit/queue/{batches,delivery,fitted,pace}.test.ts',
      'test/unit/vault/{answer,answer-success,base-url,credentials,json,redact,retry-after,token-answer,token-request}.test.ts',
      'test/unit/vault/hostile-{answers,credentials}.test.ts',
    ],
    exclude: ['test/unit/story.test.ts', 'test/unit/settle/at-the-limits.test.ts'],
    testTimeout: 20_000,
  },
});
