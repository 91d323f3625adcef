import { spawnSync } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { LATE } from './bundle/late.ts';

/** The functions, and the files of each: the first is its bundle. */
const FUNCTIONS = {
  'disable-secrets': ['disable-secrets', ...Object.keys(LATE)],
  'receive-alert': ['receive-alert'],
  'sweep-leavers': ['sweep-leavers'],
  'announce-outcomes': ['announce-outcomes'],
  'push-security-events': ['push-security-events'],
};

const artifact = (name: string) => `dist/${name}.zip`;

/**
 * Zips a function's bundle, with what it loads late, and nothing else. The same bundle makes the same bytes, so that a deployment without changes is
 * seen to be one.
 */
async function writeArtifact([name, files]: readonly [string, readonly string[]]): Promise<void> {
  const zip = new ZipFile();
  for (const file of files) {
    zip.addFile(`dist/functions/${file}.mjs`, `${file}.mjs`, {
      // The first moment that a zip can hold, without the machine's time zone.
      mtime: new Date(1980, 0, 1),
      forceDosTimestamp: true,
      mode: 0o100644,
    });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(artifact(name)));
}

// `node infra/package.ts package` or `… deploy`, with any options of osls.
const [command, ...options] = process.argv.slice(2);
await Promise.all(Object.entries(FUNCTIONS).map(writeArtifact));
const osls = createRequire(import.meta.url).resolve('osls/bin/serverless.js');
const { status } = spawnSync(process.execPath, [osls, command ?? 'package', ...options], { stdio: 'inherit' });
// osls leaves an artifact that it did not make where it is; beside its template is where one looks for it.
if (status === 0 && existsSync('.serverless'))
  for (const name of Object.keys(FUNCTIONS)) await copyFile(artifact(name), `.serverless/${name}.zip`);
process.exitCode = status ?? 1;
