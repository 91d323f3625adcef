import { type BuildOptions, build } from 'esbuild';

/** How everything that Lambda runs is bundled: one minified ES module, dependencies and all. */
export const BUNDLING = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  // Some dependencies are CommonJS and call `require` for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

// Writes `dist/functions/disable-secrets.mjs`. The AWS SDK is in it too: one file of our own starts faster than the runtime's
// copy of the SDK.
if (import.meta.main) {
  await build({
    ...BUNDLING,
    entryPoints: ['functions/disable-secrets.ts'],
    outfile: 'dist/functions/disable-secrets.mjs',
    sourcemap: 'linked',
    sourcesContent: false,
  });
}
