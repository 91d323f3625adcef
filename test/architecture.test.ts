import { glob, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

/** Which rooms each room may know; what stands at the root of `lib/` is a room by its file's name. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  sensitive: [],
  smoothed: [],
  settings: [],
  message: [],
  outcome: [],
  disable: ['message', 'outcome', 'smoothed'],
  settle: ['message', 'outcome'],
  vault: ['message', 'outcome', 'sensitive'],
  queue: ['message', 'smoothed'],
  report: ['message', 'outcome', 'settle'],
  alert: ['message'],
  source: ['alert', 'message', 'sensitive'],
  webhook: ['alert', 'audit', 'queue', 'source', 'report', 'settings'],
  roster: ['message'],
  sweep: ['message', 'report', 'roster', 'settings'],
  limit: ['message'],
  audit: ['message', 'outcome', 'queue', 'settle'],
  ocsf: ['audit'],
  announce: ['audit', 'ocsf', 'sensitive', 'settings'],
  finish: ['audit', 'message', 'report', 'settle'],
  story: ['message', 'outcome', 'disable', 'finish', 'settle', 'report', 'limit', 'audit'],
};

/** Which libraries, and which of Node's own modules, each room may know. All others know none. */
const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  sensitive: ['node:util'],
  settings: ['zod/mini'],
  message: ['zod/mini'],
  disable: ['p-queue'],
  vault: [
    '@aws-sdk/client-secrets-manager',
    'got',
    'node:crypto',
    'node:http',
    'node:https',
    'node:stream',
    'node:tls',
    'zod/mini',
  ],
  alert: ['node:crypto', 'zod/mini'],
  source: ['jose', 'node:crypto', 'zod/mini'],
  webhook: ['@aws-sdk/client-dynamodb', '@aws-sdk/client-secrets-manager', 'node:http', 'zod/mini'],
  announce: ['@aws-sdk/client-eventbridge', 'aws-lambda', 'got', 'jose', 'node:events', 'zod/mini'],
  queue: ['@aws-sdk/client-sqs', 'aws-lambda', 'p-queue'],
  roster: ['csv-parse/sync'],
  sweep: ['@aws-sdk/client-s3', 'zod/mini'],
  limit: ['@aws-sdk/client-dynamodb', 'node:crypto'],
  audit: ['@aws-sdk/client-dynamodb', 'node:crypto', 'zod/mini'],
};

const files = await Array.fromAsync(glob('lib/**/*.ts'));
const room = (file: string) => relative('lib', file).replace(/[/\\].*|\.ts$/g, '');

const imports = await Promise.all(
  files.map(async (file) => {
    const source = await readFile(file, 'utf8');
    const names = [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap(([, name]) => name ?? []);
    return { file, names };
  }),
);

test('there are files to look at, in every room', () => {
  expect([...new Set(files.map(room))].sort()).toEqual(Object.keys(ARROWS).sort());
});

test.each(imports)('$file knows only the rooms that it may', ({ file, names }) => {
  const foreign = names
    .filter((name) => name.startsWith('.'))
    .map((name) => join(dirname(file), name))
    .filter((target) => room(target) !== room(file));
  expect(foreign.filter((target) => !target.startsWith('lib') || !ARROWS[room(file)]?.includes(room(target)))).toEqual(
    [],
  );
});

test.each(imports)('$file knows only the libraries of its room', ({ file, names }) => {
  const libraries = names.filter((name) => !name.startsWith('.'));
  expect(libraries.filter((name) => !LIBRARIES[room(file)]?.includes(name))).toEqual([]);
});

test('the command knows no more of lib than messages, lists, the audit trail, SQS, settings, and the way to the vault', async () => {
  const known = new Set<string>();
  for await (const file of glob('cli/**/*.ts')) {
    for (const [, name = ''] of (await readFile(file, 'utf8')).matchAll(/from\s*'(\.[^']+)'/g)) {
      const target = join(dirname(file), name);
      if (!target.startsWith('cli')) known.add(target.startsWith('lib') ? room(target) : target);
    }
  }
  expect([...known].sort()).toEqual([
    'audit',
    'message',
    'ocsf',
    'outcome',
    'package.json',
    'queue',
    'roster',
    'settings',
    'vault',
  ]);
});

test('no file is called utils, helpers or common, and none is longer than 150 lines', async () => {
  const all = await Array.fromAsync(glob('{cli,lib,functions,infra}/**/*.ts'));
  const lengths = await Promise.all(all.map(async (file) => (await readFile(file, 'utf8')).split('\n').length - 1));
  expect(all.filter((file, index) => /utils|helpers|common/.test(file) || (lengths[index] ?? 0) > 150)).toEqual([]);
});
