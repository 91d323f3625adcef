import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { billOfMaterials } from './bill-of-materials.ts';
import { bundleInMemory } from './bundled.ts';
import { readLockfile } from './lockfile.ts';

const FILE = 'dist/disable-secrets.cdx.json';

// Writes the bill of materials beside the artifact that it is of.
const [manifest, lockfile] = await Promise.all(
  ['package.json', 'package-lock.json'].map((file) => readFile(file, 'utf8')),
);
const bundled = await bundleInMemory();
await mkdir('dist', { recursive: true });
await writeFile(FILE, billOfMaterials(manifest ?? '', readLockfile(lockfile ?? ''), bundled));
console.log(
  `${FILE}: the bundle with SHA-256 ${bundled.sha256} has ${bundled.packages.size - 1} packages of others in it`,
);
