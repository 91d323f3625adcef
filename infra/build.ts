import { chmod, copyFile, mkdir, readdir, readFile, rename, rmdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { LATE, late } from './bundle/late.ts';
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
  plugins: [nodeModulesByName, leftOut, late],
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

/** The functions that are in no hurry: there is nothing to be won by starting them fast. */
const UNHURRIED = ['sweep-leavers', 'announce-outcomes', 'push-security-events'];

/** Every bundle that is shipped, by its name. */
export const SHIPPED: ReadonlyMap<string, BuildOptions> = new Map<string, BuildOptions>([
  ['disable-secrets', DISABLE_SECRETS],
  ...Object.entries(LATE).map(([name, source]) => shipped(name, source, DISABLE_SECRETS)),
  shipped('receive-alert', 'functions/receive-alert.ts', DISABLE_SECRETS),
  ...UNHURRIED.map((name) => shipped(name, `functions/${name}.ts`, BUNDLING)),
]);

function shipped(name: string, source: string, how: BuildOptions): [string, BuildOptions] {
  return [name, { ...how, entryPoints: [source] }];
}

/** The responder's command: starting fast matters less to a person than the whole of AWS's ways to give credentials. */
export const REVOKE = { ...BUNDLING, entryPoints: ['cli/revoke.ts'] } as const satisfies BuildOptions;

// Writes a bundle of each function into `dist/functions/`, with the AWS SDK in it, too: one file of our own starts faster than
// the runtime's copy of the SDK. And `dist/cli/`, which is what `npm pack` packs.
if (import.meta.main) {
  await writeInPlace('dist/functions', (beside) =>
    Promise.all([...SHIPPED].map(([name, options]) => build({ ...options, outfile: `${beside}/${name}.mjs` }))),
  );
  await writeInPlace('dist/cli', async (beside) => {
    await build({ ...REVOKE, outfile: `${beside}/revoke.mjs` });
    await chmod(`${beside}/revoke.mjs`, 0o755);
    await writeFile(`${beside}/package.json`, commandManifest(await readFile('package.json', 'utf8')));
    await copyFile('LICENSE', `${beside}/LICENSE`);
  });
}

/** Has files written beside their place and then moves them there, because somebody may just be using those that are there. */
async function writeInPlace(place: string, write: (beside: string) => Promise<unknown>): Promise<void> {
  const beside = `${place}-${process.pid}`;
  await mkdir(beside, { recursive: true });
  await write(beside);
  await mkdir(place, { recursive: true });
  for (const file of await readdir(beside)) await rename(`${beside}/${file}`, `${place}/${file}`);
  await rmdir(beside);
}

/** The command's package needs no other: everything is in its one file. */
function commandManifest(ours: string): string {
  const { version, license, engines, private: isPrivate } = JSON.parse(ours) as Readonly<Record<string, unknown>>;
  const description = 'Has leaked API secrets of a MySafe vault disabled: the command of the responder';
  const manifest = {
    name: 'mysafe-revoke',
    version,
    private: isPrivate,
    description,
    license,
    type: 'module',
    engines,
  };
  return `${JSON.stringify({ ...manifest, bin: { revoke: 'revoke.mjs' } }, null, 2)}\n`;
}
