import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { billOfMaterials } from './bill-of-materials.ts';
import { BUNDLE_NAMES, bundleInMemory } from './bundled.ts';
import { installedPackages } from './installed.ts';

// Writes each bundle's bill of materials beside the artifact that it is of.
const manifest = await readFile('package.json', 'utf8');
const installed = await installedPackages();
await mkdir('dist', { recursive: true });
for (const name of BUNDLE_NAMES) {
  const file = `dist/${name}.cdx.json`;
  const { sha256, packages } = await bundleInMemory(name);
  await writeFile(file, billOfMaterials(manifest, installed, { sha256, packages }));
  console.log(`${file}: the bundle with SHA-256 ${sha256} has ${packages.size - 1} packages of others in it`);
}
