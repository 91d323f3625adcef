import { constants } from 'node:fs';
import { access } from 'node:fs/promises';

/** Where Debian puts it. */
const DEBIAN = '/usr/bin/chromium';

/** The browser for tests and pictures of the page: `CHROMIUM` where that is set, else Debian's. `undefined` where it cannot be run. */
export async function findChromium(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  const path = environment['CHROMIUM'] || DEBIAN;
  return access(path, constants.X_OK).then(
    () => path,
    () => undefined,
  );
}

export const NO_CHROMIUM = `There is no Chromium to run: apt-get install chromium (Debian, Ubuntu), or set CHROMIUM to the path of a Chromium or Chrome.`;

// Says before a test run whether there is one.
if (import.meta.main && (await findChromium(process.env)) === undefined) {
  process.stderr.write(`${NO_CHROMIUM}\n`);
  process.exitCode = 1;
}
