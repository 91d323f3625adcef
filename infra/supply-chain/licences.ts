import satisfies from 'spdx-satisfies';
import type { Package } from './lockfile.ts';

/** Licences, by their SPDX ids, that ask for no more than to be named: what runs in Lambda may have them. */
const SHIPPED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MIT-0'];

/** What is used to develop, and given to nobody, may have these too. */
const DEVELOPMENT = [
  ...SHIPPED,
  'BlueOak-1.0.0',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'MPL-2.0',
  'PSF-2.0',
  'Python-2.0',
];

/** Every package whose licence is not one of those allowed for its use, cannot be read, or is missing. */
export const licenceFaults = (packages: readonly Package[]): readonly string[] =>
  packages
    .filter(({ license, isShipped }) => !isAllowed(license, isShipped ? SHIPPED : DEVELOPMENT))
    .map(({ path, version, license, isShipped }) => {
      const use = isShipped ? 'shipped' : 'used for development';
      return `${path} ${version} is ${use} and has ${license ? `the licence "${license}"` : 'no licence'}`;
    });

function isAllowed(license: string | undefined, allowed: readonly string[]): boolean {
  try {
    return license !== undefined && satisfies(license, allowed);
  } catch {
    // It is no SPDX expression.
    return false;
  }
}

/** How many packages have which licence, the most frequent first. */
export function countLicences(packages: readonly Package[]): string {
  const counts = new Map<string, number>();
  for (const { license = 'none' } of packages) counts.set(license, (counts.get(license) ?? 0) + 1);
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([license, count]) => `${count} ${license}`)
    .join(', ');
}
