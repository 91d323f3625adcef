import { readFile } from 'node:fs/promises';
import { type Package, readLockfile } from './lockfile.ts';

const CLIENT = 'test/runtime/client/';

/** What `npm ci` installs: all that the project ships and is developed with. */
export const installedPackages = async (): Promise<readonly Package[]> =>
  readLockfile(await readFile('package-lock.json', 'utf8'));

/** What `npm run runtime` installs by itself, to test with; a script of it is run on purpose. */
export async function runtimeClientPackages(): Promise<readonly Package[]> {
  const packages = readLockfile(await readFile(`${CLIENT}package-lock.json`, 'utf8'));
  return packages.map((one) => ({ ...one, path: `${CLIENT}${one.path}`, isShipped: false }));
}
