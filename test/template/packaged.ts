import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { afterAll } from 'vitest';
import type { CloudFormation } from './resolved.ts';

const run = promisify(execFile);

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

const NO_NETWORK = `data:text/javascript,${encodeURIComponent(
  "import net from 'node:net'; net.Socket.prototype.connect = () => { throw new Error('no network here'); };",
)}`;

/**
 * Packages as `npm run package` does after its build: without network, account, AWS_ variables and home directory. Works on a
 * copy of what packaging reads, so that nothing else that packages at the same time disturbs it.
 * @returns the folder with the template and the artifact
 */
export async function pack(options: string[] = [], env: Record<string, string> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'packaged-'));
  folders.push(folder);
  for (const part of ['package.json', 'serverless.yml', 'infra', 'dist/functions']) {
    await cp(part, join(folder, part), { recursive: true });
  }
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  await mkdir(join(folder, 'home'));
  await run(process.execPath, ['infra/package.ts', 'package', ...options], {
    cwd: folder,
    env: {
      HOME: join(folder, 'home'),
      PATH: resolve('node_modules/.bin'),
      NODE_OPTIONS: `--import=${NO_NETWORK}`,
      ...env,
    },
  });
  return join(folder, '.serverless');
}

const file = (packaged: string) => join(packaged, 'cloudformation-template-update-stack.json');

/** The packaged template as it is. */
export async function read(packaged: string): Promise<CloudFormation> {
  return JSON.parse(await readFile(file(packaged), 'utf8'));
}

let first: Promise<string> | undefined;

/** The folder of a stack that was packaged without any option; the same for all who ask. */
export function packagedOnce(): Promise<string> {
  first ??= pack();
  return first;
}

/** The packaged template as CDK reads it, or an error with everything that CDK's rules find wrong with it. */
export function check(packaged: string): Template {
  const app = new App({
    analyticsReporting: false,
    outdir: join(packaged, 'cdk.out'),
    context: { '@aws-cdk/core:validateAgainstDefaultRules': true },
  });
  const stack = new Stack(app, 'Packaged');
  new CfnInclude(stack, 'Template', { templateFile: file(packaged) });
  Validations.of(app).acknowledge(
    { id: 'CloudFormation-Validate::W2509', reason: 'MySafeSecretArn is the ARN of a secret, no password' },
    {
      id: 'CloudFormation-Validate::W1030',
      reason: 'an empty parameter is only used behind a condition that it is not',
    },
  );
  return Template.fromStack(stack);
}
