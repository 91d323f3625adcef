import { expect, test } from 'vitest';
import { installedPackages, runtimeClientPackages } from '../../infra/supply-chain/installed.ts';
import { countLicences, licenceFaults } from '../../infra/supply-chain/licences.ts';
import { readLockfile } from '../../infra/supply-chain/lockfile.ts';

const read = (packages: Record<string, object>) => readLockfile(JSON.stringify({ lockfileVersion: 3, packages }));

const faults = (license: unknown, use: object = {}) =>
  licenceFaults(read({ 'node_modules/a': { version: '1.0.0', license, ...use } }));

const installed = [...(await installedPackages()), ...(await runtimeClientPackages())];

test('every package that is installed has a licence that is allowed for its use', () => {
  expect(installed.filter(({ isShipped }) => isShipped).length).toBeGreaterThan(10);
  expect(licenceFaults(installed)).toEqual([]);
});

test.each(['MIT', 'Apache-2.0', '(MIT OR GPL-3.0-only)', '(MIT AND ISC)', 'BSD-3-Clause'])(
  '%s may be shipped',
  (license) => {
    expect(faults(license)).toEqual([]);
  },
);

test.each([
  'GPL-3.0-only',
  'AGPL-3.0-or-later',
  'MPL-2.0',
  '(MIT AND GPL-2.0-only)',
  'GPL-2.0 WITH Classpath-exception-2.0',
])('%s may not', (license) => {
  expect(faults(license)).toEqual([`node_modules/a 1.0.0 is shipped and has the licence "${license}"`]);
});

test.each([{ dev: true }, { optional: true }, { devOptional: true }])('MPL-2.0 is for development: %j', (use) => {
  expect(faults('MPL-2.0', use)).toEqual([]);
  expect(faults('GPL-3.0-only', use)).toEqual([
    'node_modules/a 1.0.0 is used for development and has the licence "GPL-3.0-only"',
  ]);
});

test.each(['SEE LICENSE IN LICENSE.md', 'UNLICENSED', 'Apache 2.0', 'mit-ish', '((MIT'])(
  '"%s" is no licence that could be read',
  (license) => {
    expect(faults(license)).toHaveLength(1);
  },
);

test.each([undefined, '', null, { type: 'MIT' }, ['MIT']])('%j is none', (license) => {
  expect(faults(license)).toEqual(['node_modules/a 1.0.0 is shipped and has no licence']);
});

test('licences are counted', () => {
  const packages = read({ a: { license: 'MIT' }, b: { license: 'ISC' }, c: { license: 'ISC' }, d: {} });
  expect(countLicences(packages)).toBe('2 ISC, 1 MIT, 1 none');
});
