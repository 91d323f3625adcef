import { build } from 'esbuild';

/**
 * Writes `dist/functions/disable-secrets.mjs`: one minified ES module that holds everything the function needs, the AWS SDK
 * too, because one file of our own starts faster than the runtime's copy of the SDK.
 */
await build({
  entryPoints: ['functions/disable-secrets.ts'],
  outfile: 'dist/functions/disable-secrets.mjs',
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  sourcemap: 'linked',
  sourcesContent: false,
  // Some dependencies are CommonJS and call `require` for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  legalComments: 'none',
  logLevel: 'warning',
});
