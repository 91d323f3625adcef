import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { progressOn } from '../../cli/progress.ts';

function shown(isTTY: boolean, columns = 80) {
  let written = '';
  const write = (text: unknown) => {
    written += String(text);
    return true;
  };
  const progress = progressOn({ isTTY, columns, write });
  progress.show(0, 4, '4 still open');
  progress.show(3, 4, '3 disabled, 1 still open');
  progress.end();
  progress.end();
  return written;
}

test('where nothing can change in place, each change is a line', () => {
  expect(shown(false)).toBe('0 of 4: 4 still open\n3 of 4: 3 disabled, 1 still open\n');
});

test('in a terminal it is a bar that is written over, and stays at the end', () => {
  expect(shown(true)).toBe(
    `\r[${'-'.repeat(24)}] 0 of 4: 4 still open\u001B[K\r[${'#'.repeat(18)}------] 3 of 4: 3 disabled, 1 still open\u001B[K\n`,
  );
});

test('it is never longer than a line', () => {
  for (const line of shown(true, 30).split('\r').slice(1)) {
    expect(stripVTControlCharacters(line).trim().length).toBeLessThan(30);
  }
});
