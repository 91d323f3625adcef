import { ComponentType, HashAlgorithm, LifecyclePhase } from '@cyclonedx/cyclonedx-library/Enums';
import { Bom, Component, LicenseExpression, SpdxLicense } from '@cyclonedx/cyclonedx-library/Models';
import { JSON as Json, JsonSerializer } from '@cyclonedx/cyclonedx-library/Serialize';
import { isSupportedSpdxId } from '@cyclonedx/cyclonedx-library/SPDX';
import { Spec1dot6 } from '@cyclonedx/cyclonedx-library/Spec';
import * as z from 'zod/mini';
import type { Bundled } from './bundled.ts';
import type { Package } from './lockfile.ts';

const manifest = z.object({ name: z.string(), version: z.string(), description: z.string(), license: z.string() });

/**
 * The bill of materials of the bundle, as CycloneDX JSON: every package that the bundler took something from, with version,
 * licence and hash as in `package-lock.json`, and which takes something from which. It has no time and no serial number, so
 * that the same bundle has the same bill, byte for byte.
 * @see https://cyclonedx.org/docs/1.6/json/
 */
export function billOfMaterials(packageJson: string, packages: readonly Package[], bundled: Bundled): string {
  const bundle = ourselves(packageJson, bundled.sha256);
  const components = new Map([['', bundle]]);
  for (const one of packages) if (bundled.packages.has(one.path)) components.set(one.path, component(one));
  const at = (path: string): Component => {
    const found = components.get(path);
    if (found === undefined) throw new Error(`${path} is in the bundle and not in package-lock.json`);
    return found;
  };
  for (const [from, taken] of bundled.packages) {
    for (const path of taken) at(from).dependencies.add(at(path).bomRef);
  }
  const bom = new Bom();
  bom.metadata.component = bundle;
  bom.metadata.lifecycles.add(LifecyclePhase.Build);
  components.delete('');
  for (const one of components.values()) bom.components.add(one);
  const serializer = new JsonSerializer(new Json.Normalize.Factory(Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function ourselves(packageJson: string, sha256: string): Component {
  const { name, version, description, license } = manifest.parse(JSON.parse(packageJson));
  const bundle = new Component(ComponentType.Application, name, { version, description, bomRef: `${name}@${version}` });
  bundle.licenses.add(licence(license));
  bundle.hashes.set(HashAlgorithm['SHA-256'], sha256);
  return bundle;
}

function component({ name, version, license, integrity }: Package): Component {
  // https://github.com/package-url/purl-spec/blob/main/types-doc/npm-definition.md
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const described = new Component(ComponentType.Library, name, { version, purl, bomRef: purl });
  if (license !== undefined) described.licenses.add(licence(license));
  const [, hash] = /^sha512-(.+)$/.exec(integrity ?? '') ?? [];
  if (hash !== undefined) described.hashes.set(HashAlgorithm['SHA-512'], Buffer.from(hash, 'base64').toString('hex'));
  return described;
}

const licence = (license: string) =>
  isSupportedSpdxId(license) ? new SpdxLicense(license) : new LicenseExpression(license);
