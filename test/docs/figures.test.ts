import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test.each(['performance.md', 'outage.md'])('every figure and plot of docs/%s is there', async (name) => {
  const page = await readFile(join('docs', name), 'utf8');
  const blocks = [...page.matchAll(/<!-- (.+?) -->\n([\s\S]*?)<!-- end -->/g)].map(([, block, text = '']) => ({
    block,
    isFilled: /\d/.test(text),
  }));
  expect(blocks.filter(({ isFilled }) => !isFilled)).toEqual([]);
  expect(blocks.length).toBeGreaterThan(0);
  const plots = [...page.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].flatMap(([, path]) => path ?? []);
  expect(plots.length).toBeGreaterThan(0);
  for (const plot of plots) await access(join('docs', plot));
});
