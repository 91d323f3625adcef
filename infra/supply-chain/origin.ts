import type { Package } from './lockfile.ts';

/**
 * Whatever a lockfile leaves open about what will be installed: without a strong hash, or from an address of its own in place of
 * the registry that npm is set up to use (`.npmrc` keeps the registry's own addresses out of it).
 */
export function originFaults(packages: readonly Package[]): readonly string[] {
  const hashed = packages.filter(({ integrity }) => integrity?.startsWith('sha512-')).map(({ path }) => path);
  const isHashed = ({ path, isInside }: Package) =>
    hashed.includes(path) || (isInside && hashed.some((around) => path.startsWith(`${around}/node_modules/`)));
  return [
    ...packages.filter((one) => !isHashed(one)).map(({ path }) => `${path} has no SHA-512 hash`),
    ...packages.flatMap(({ path, resolved }) =>
      resolved === undefined ? [] : [`${path} comes from ${resolved}, not from the registry`],
    ),
  ];
}

/** Which packages would like to run something when they are installed, and why they work without; `.npmrc` does not let them. */
const WORKS_WITHOUT: Readonly<Record<string, string>> = {
  esbuild: 'would put its program in the place of a launcher for it; the launcher does as well',
  'classic-level': 'would look for what it brings ready-made; tables in memory do without',
  'es5-ext': 'would print an appeal',
};

/** Packages that want to run a script when they are installed, and of which nobody has said why they work without it. */
export const scriptFaults = (packages: readonly Package[]): readonly string[] =>
  packages
    .filter(({ name, hasInstallScript }) => hasInstallScript && !Object.hasOwn(WORKS_WITHOUT, name))
    .map(
      ({ path }) =>
        `${path} wants to run a script when it is installed; do without it, or say in infra/supply-chain/origin.ts why it works without its script`,
    );

type Wanted = Readonly<Record<string, string>>;

/** Dependencies whose version `package.json` leaves open, or that are no versions at all: ranges, tags, addresses, folders. */
export function versionFaults(json: string): readonly string[] {
  const wanted: Readonly<Record<string, Wanted | undefined>> = JSON.parse(json);
  return ['dependencies', 'devDependencies', 'optionalDependencies']
    .flatMap((kind) => Object.entries(wanted[kind] ?? {}))
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `package.json wants ${name} ${version}, which is not one exact version`);
}
