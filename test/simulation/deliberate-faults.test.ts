import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { DELIBERATE_FAULTS } from './deliberate-faults.ts';

test.each(DELIBERATE_FAULTS)('the fault that "$name" still fits the code', async ({ file, from, to }) => {
  const sound = await readFile(file, 'utf8');
  expect(sound).toContain(from);
  expect(sound.replace(from, () => to)).not.toBe(sound);
});
