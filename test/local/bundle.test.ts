import { stat, utimes } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { buildBundle } from '../../infra/local/command/bundle.ts';

const BUILT = 'dist/functions/disable-secrets.mjs';

const builtAt = async () => (await stat(BUILT)).mtimeMs;

test('what is newer than its sources is not built again', async () => {
  const before = await builtAt();
  expect(await buildBundle(AbortSignal.timeout(10_000))).toBe(true);
  expect(await builtAt()).toBe(before);
});

test('what is older than one of its sources is built again', async () => {
  const { atime, mtime } = await stat(BUILT);
  onTestFinished(() => utimes(BUILT, atime, mtime));
  await utimes(BUILT, 0, 0);
  expect(await buildBundle(AbortSignal.timeout(20_000))).toBe(true);
  expect(await builtAt()).toBeGreaterThan(0);
}, 30_000);
