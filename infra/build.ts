import { mkdir, readdir, rename, rmdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { leftOut } from './bundle/left-out.ts';
import { nodeModulesByName } from './bundle/node-modules.ts';

/** How a function for Lambda is ordinarily bundled: one minified ES module, dependencies and all. */
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

/** How our functions are bundled, so that they start faster than that. @see docs/decisions/0006-the-bundle-starts-fast.md */
export const STARTING_FAST = {
  ...BUNDLING,
  banner: {},
  plugins: [nodeModulesByName, leftOut],
  inject: [fileURLToPath(new URL('bundle/stand-ins.ts', import.meta.url))],
  define: { 'Intl.ListFormat': 'ListFormat' },
} satisfies BuildOptions;

/** The function, and the map that is kept beside it; the name of the file is part of what is in it. */
export const DISABLE_SECRETS = {
  ...STARTING_FAST,
  entryPoints: ['functions/disable-secrets.ts'],
  sourcemap: 'linked',
  sourcesContent: false,
} as const satisfies BuildOptions;

// Writes `dist/functions/disable-secrets.mjs`. The AWS SDK is in it too: one file of our own starts faster than the runtime's
// copy of the SDK.
if (import.meta.main) {
  // Written beside its place and then moved there, because somebody may just be importing the bundle that is there.
  const beside = `dist/build-${process.pid}`;
  await build({ ...DISABLE_SECRETS, outfile: `${beside}/disable-secrets.mjs` });
  await mkdir('dist/functions', { recursive: true });
  for (const file of await readdir(beside)) await rename(`${beside}/${file}`, `dist/functions/${file}`);
  await rmdir(beside);
}
