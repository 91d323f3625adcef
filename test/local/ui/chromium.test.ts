import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { findChromium } from '../../../infra/local/ui/chromium.ts';

test('CHROMIUM says where the browser is; what cannot be run is none', async () => {
  expect(await findChromium({ CHROMIUM: process.execPath })).toBe(process.execPath);
  expect(await findChromium({ CHROMIUM: '/no/such/file' })).toBeUndefined();
  expect(await findChromium({ CHROMIUM: 'package.json' })).toBeUndefined();
});

test('without a browser, whoever wants to test the page is told how to get one', async () => {
  const child = spawn(process.execPath, ['infra/local/ui/chromium.ts'], { env: { CHROMIUM: '/no/such/file' } });
  const [[code], stderr] = await Promise.all([once(child, 'close'), text(child.stderr)]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^There is no Chromium to run: apt-get install chromium .*\n$/);
});
