import { createHash } from 'node:crypto';
import { build } from 'esbuild';
import { SHIPPED } from '../build.ts';

export const BUNDLE_NAMES: readonly string[] = [...SHIPPED.keys()];

/** What the bundle is made of, as the bundler saw it. */
export type Bundled = Readonly<{
  /** Of the bundle's bytes, in hexadecimal digits. */
  sha256: string;
  /** Which packages each package takes something from, by where they are installed; our own code is `''`. */
  packages: ReadonlyMap<string, ReadonlySet<string>>;
}>;

/** Bundles as the build does, but writes nothing. @param name one of {@link BUNDLE_NAMES} */
export async function bundleInMemory(name: string): Promise<Bundled> {
  const { outputFiles, metafile } = await build({
    ...SHIPPED.get(name),
    outfile: `${name}.mjs`,
    write: false,
    metafile: true,
  });
  const bundle = outputFiles.find(({ path }) => path.endsWith('.mjs'));
  if (bundle === undefined) throw new Error('the bundler made no bundle');
  const packages = new Map<string, Set<string>>();
  for (const [file, { imports }] of Object.entries(metafile.inputs)) {
    const from = packageOf(file);
    const taken = packages.get(from) ?? new Set();
    packages.set(from, taken);
    for (const { path, external } of imports) if (!external && packageOf(path) !== from) taken.add(packageOf(path));
  }
  return { sha256: createHash('sha256').update(bundle.contents).digest('hex'), packages };
}

/** Where the package is installed that a file belongs to: `node_modules/got`. */
const packageOf = (file: string): string => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? '';
