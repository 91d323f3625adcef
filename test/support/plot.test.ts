import { expect, test } from 'vitest';
import { plot } from './plot.ts';

const drawn = plot({
  title: 'Time & memory',
  x: { name: 'secrets', scale: 'log' },
  y: { name: 'MiB' },
  series: [
    {
      name: 'measured',
      points: [
        [1, 2],
        [10, 3],
      ],
    },
    {
      name: 'limit',
      line: 'dashed',
      points: [
        [1, 5],
        [10, 5],
      ],
    },
  ],
});

test('a plot is one SVG document on a white ground, with title, axes and the name of every line', () => {
  expect(drawn).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]*<\/svg>\n$/);
  expect(drawn).toContain('fill="#ffffff"');
  for (const text of ['Time &amp; memory', 'secrets', 'MiB', 'measured', 'limit'])
    expect(drawn).toContain(`>${text}</text>`);
  expect(drawn).toContain('stroke-dasharray');
});
