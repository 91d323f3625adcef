import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { billOfMaterials } from '../../infra/supply-chain/bill-of-materials.ts';
import { bundleInMemory } from '../../infra/supply-chain/bundled.ts';
import { installedPackages } from '../../infra/supply-chain/installed.ts';

type Bill = {
  metadata: { component: { name: string; version: string; hashes: { alg: string; content: string }[] } };
  components: { name: string; version: string; purl: string; licenses: unknown[]; hashes: unknown[] }[];
  dependencies: { ref: string; dependsOn?: string[] }[];
};

const manifest = await readFile('package.json', 'utf8');
const installed = await installedPackages();
const written = billOfMaterials(manifest, installed, await bundleInMemory('disable-secrets'));
const bill: Bill = JSON.parse(written);

const library = createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json');
const schema = async (name: string) =>
  JSON.parse(await readFile(join(dirname(library), 'res/schema', `${name}.SNAPSHOT.schema.json`), 'utf8'));
const schemas = {
  'http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json': await schema('spdx'),
  'http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json': await schema('jsf-0.82'),
};
// Formats are of times and addresses, of which there are none.
const valid = new Ajv({ strict: false, validateFormats: false, schemas }).compile(await schema('bom-1.6'));

test('the bill of materials keeps to the schema of CycloneDX', () => {
  expect(valid(bill), JSON.stringify(valid.errors)).toBe(true);
  expect(valid({ ...bill, components: [{ type: 'library' }] })).toBe(false);
});

test('it names every package that the bundle holds anything of, in the version that is installed', async () => {
  const map: { sources: string[] } = JSON.parse(await readFile('dist/functions/disable-secrets.mjs.map', 'utf8'));
  const folders = new Set(map.sources.flatMap((file) => /.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  const manifests = [...folders].map((folder) => readFile(join('dist/functions', folder, 'package.json'), 'utf8'));
  const held = (await Promise.all(manifests)).map((text): { name: string; version: string } => JSON.parse(text));
  expect(held.length).toBeGreaterThan(20);
  const named = bill.components.map(({ name, version }) => `${name}@${version}`);
  expect(held.filter(({ name, version }) => !named.includes(`${name}@${version}`))).toEqual([]);
});

test('it names nothing that is for development alone', () => {
  const shipped = new Set(
    installed.filter(({ isShipped }) => isShipped).map(({ name, version }) => `${name}@${version}`),
  );
  expect(bill.components.filter(({ name, version }) => !shipped.has(`${name}@${version}`))).toEqual([]);
});

test('every package in it has a licence and a hash', () => {
  expect(bill.components.filter(({ licenses, hashes }) => licenses?.length !== 1 || hashes?.length !== 1)).toEqual([]);
});

test('it says of which bundle it is', async () => {
  const sha256 = createHash('sha256')
    .update(await readFile('dist/functions/disable-secrets.mjs'))
    .digest('hex');
  expect(bill.metadata.component).toMatchObject({
    name: 'mysafe-kill-switch',
    hashes: [{ alg: 'SHA-256', content: sha256 }],
  });
});

test('it says who needs what', () => {
  const needs = (ref: string) => bill.dependencies.find((one) => one.ref.startsWith(ref))?.dependsOn ?? [];
  expect(needs('mysafe-kill-switch@')).toContainEqual(expect.stringMatching(/^pkg:npm\/got@/));
  expect(needs('mysafe-kill-switch@')).not.toContainEqual(expect.stringMatching(/^pkg:npm\/cacheable-request@/));
  expect(needs('pkg:npm/got@')).toContainEqual(expect.stringMatching(/^pkg:npm\/cacheable-request@/));
});

test('it is the same, byte for byte, when it is written again', async () => {
  expect(billOfMaterials(manifest, [...installed].reverse(), await bundleInMemory('disable-secrets'))).toBe(written);
});

test('a package that is not in the lockfile is not left out in silence', async () => {
  const bundled = await bundleInMemory('disable-secrets');
  const others = installed.filter(({ name }) => name !== 'got');
  expect(() => billOfMaterials(manifest, others, bundled)).toThrow('node_modules/got is in the bundle');
});
