import * as z from 'zod/mini';

/** A package as `package-lock.json` describes it. */
export type Package = Readonly<{
  /** Where it is installed: `node_modules/got`. */
  path: string;
  name: string;
  version: string;
  /** Whether what runs in Lambda may hold it; all others are for development alone. */
  isShipped: boolean;
  /** An SPDX expression, as the package says it of itself. */
  license: string | undefined;
  /** The hash of what is downloaded, as in `sha512-…`. */
  integrity: string | undefined;
  /** Where it is from, if not from the registry. */
  resolved: string | undefined;
  /** Whether it comes inside of another package, whose hash then is its own. */
  isInside: boolean;
  hasInstallScript: boolean;
}>;

const flag = z._default(z.boolean(), false);
const text = z.optional(z.string());

const lockfile = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(
    z.string(),
    z.object({
      name: text,
      version: text,
      // Packages of long ago have objects and lists there, which say nothing that could be relied on.
      license: z.catch(text, undefined),
      integrity: text,
      resolved: text,
      inBundle: flag,
      dev: flag,
      optional: flag,
      devOptional: flag,
      hasInstallScript: flag,
    }),
  ),
});

/**
 * Every package of a lockfile, but the project itself.
 * @see https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json
 */
export function readLockfile(json: string): readonly Package[] {
  const { packages } = lockfile.parse(JSON.parse(json));
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { name, version, license, integrity, resolved, ...is }]) => ({
      path,
      name: name ?? path.replace(/^.*node_modules\//, ''),
      version: version ?? '',
      isShipped: !(is.dev || is.optional || is.devOptional),
      license,
      integrity,
      resolved,
      isInside: is.inBundle,
      hasInstallScript: is.hasInstallScript,
    }));
}
