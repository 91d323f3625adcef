import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { METRICS } from '../../lib/report/metrics.ts';
import { ALERT_METRICS } from '../../lib/webhook/metrics.ts';

test('the page has every metric that the functions write and no other, with its unit and its meaning', async () => {
  const page = await readFile('docs/metrics.md', 'utf8');
  const rows = [...page.matchAll(/^\| `(\w+)` +\| (\w+) +\| (.+?) +\|$/gm)];
  const told = rows.map(([, name, unit, meaning]) => [name, { unit, meaning }]);
  expect(told).toEqual([...Object.entries(METRICS), ...Object.entries(ALERT_METRICS)]);
});
