import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { billOfMaterials } from './bill-of-materials.ts';
import { bundleInMemory } from './bundled.ts';
import { installedPackages } from './installed.ts';

const FILE = 'dist/disable-secrets.cdx.json';

// Writes the bill of materials beside the artifact that it is of.
const manifest = await readFile('package.json', 'utf8');
const bundled = await bundleInMemory();
await mkdir('dist', { recursive: true });
await writeFile(FILE, billOfMaterials(manifest, await installedPackages(), bundled));
console.log(
  `${FILE}: the bundle with SHA-256 ${bundled.sha256} has ${bundled.packages.size - 1} packages of others in it`,
);
