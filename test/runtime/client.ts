import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

// Where AWS's runtime client is, in a directory that it is installed in.

export const packageIn = (directory: string): string => join(directory, 'node_modules/aws-lambda-ric');

/** The file to start. */
export const clientIn = (directory: string): string => join(packageIn(directory), 'index.mjs');

/** Whether it is there with all that had to be compiled. */
export const isInstalled = (directory: string): boolean => existsSync(join(packageIn(directory), 'rapid-client.node'));

export async function versionIn(directory: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageIn(directory), 'package.json'), 'utf8'));
  return version;
}
