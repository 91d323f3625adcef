import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { installedPackages, runtimeClientPackages } from '../../infra/supply-chain/installed.ts';
import { readLockfile } from '../../infra/supply-chain/lockfile.ts';
import { originFaults, scriptFaults, versionFaults } from '../../infra/supply-chain/origin.ts';

const HASHED = { version: '1.0.0', integrity: 'sha512-AAAA' };

const read = (packages: Record<string, object>) =>
  readLockfile(JSON.stringify({ lockfileVersion: 3, packages: { '': { name: 'ourselves' }, ...packages } }));

const installed = await installedPackages();
const client = await runtimeClientPackages();

test('every package that is installed has its hash and comes from the registry', () => {
  expect(installed.length).toBeGreaterThan(100);
  expect(originFaults([...installed, ...client])).toEqual([]);
});

test('no package needs a script to be installed, and none gets to run one', async () => {
  expect(scriptFaults(installed)).toEqual([]);
  expect(await readFile('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m);
});

test('the runtime client is the one package that runs a script on purpose', () => {
  const named = /^test\/runtime\/client\/node_modules\/aws-lambda-ric wants to run a script/;
  expect(scriptFaults(client)).toEqual([expect.stringMatching(named)]);
});

test('package.json wants exact versions', async () => {
  for (const folder of ['.', 'test/runtime/client'])
    expect(versionFaults(await readFile(`${folder}/package.json`, 'utf8'))).toEqual([]);
});

test.each([
  ['an address', 'https://mirror.example/got/-/got-1.0.0.tgz'],
  ['a repository', 'git+ssh://git@github.com/sindresorhus/got.git#0123456'],
  ['a file', 'file:../got.tgz'],
])('a package from %s is named', (_, resolved) => {
  expect(originFaults(read({ 'node_modules/got': { ...HASHED, resolved } }))).toEqual([
    `node_modules/got comes from ${resolved}, not from the registry`,
  ]);
});

test('a package without a hash is named, or with a weak one; a folder has none', () => {
  const packages = {
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '1.0.0', integrity: 'sha1-AAAA' },
    'node_modules/c': { resolved: '../c', link: true },
  };
  expect(originFaults(read(packages))).toEqual([
    'node_modules/a has no SHA-512 hash',
    'node_modules/b has no SHA-512 hash',
    'node_modules/c has no SHA-512 hash',
    'node_modules/c comes from ../c, not from the registry',
  ]);
});

test('a package that comes inside of another needs no hash of its own, but the other does', () => {
  const inside = { version: '1.0.0', inBundle: true };
  const packages = { 'node_modules/a/node_modules/b': inside, 'node_modules/a/node_modules/b/node_modules/c': inside };
  expect(originFaults(read({ 'node_modules/a': HASHED, ...packages }))).toEqual([]);
  expect(originFaults(read({ 'node_modules/a': { version: '1.0.0' }, ...packages }))).toHaveLength(3);
});

test('a package with a script of its own is named, unless it is known to work without', () => {
  const withScript = { ...HASHED, hasInstallScript: true };
  const packages = { 'node_modules/esbuild': withScript, 'node_modules/x/node_modules/native': withScript };
  expect(scriptFaults(read(packages))).toEqual([
    expect.stringMatching(/^node_modules\/x\/node_modules\/native wants to run a script/),
  ]);
});

test.each(['^1.0.0', '~1.0.0', '1.x', '*', 'latest', '>=1.0.0', 'npm:other@1.0.0', 'file:../a', 'github:a/b', ''])(
  'the version %j is not exact',
  (version) => {
    for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'])
      expect(versionFaults(JSON.stringify({ [kind]: { a: version } }))).toHaveLength(1);
  },
);
