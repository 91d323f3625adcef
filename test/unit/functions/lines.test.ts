import { Writable } from 'node:stream';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { together } from '../../../functions/lines.ts';

/** An output that takes note of what is written to it in one go. */
function output() {
  const written: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write: (text: string, _, done) => {
      written.push(text);
      done();
    },
    writev: (chunks, done) => {
      written.push(chunks.map(({ chunk }) => chunk).join(''));
      done();
    },
  });
  return { stream, written };
}

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

test('lines that come shortly after one another are written together, in their order, a few milliseconds later', () => {
  const { stream, written } = output();
  const lines = together([stream]);
  for (const line of ['one\n', 'two\n', 'three\n']) {
    lines.expect();
    stream.write(line);
  }
  expect(written).toEqual([]);
  vi.advanceTimersByTime(10);
  expect(written).toEqual(['one\ntwo\nthree\n']);
  lines.expect();
  stream.write('four\n');
  vi.advanceTimersByTime(10);
  expect(written).toEqual(['one\ntwo\nthree\n', 'four\n']);
});

test('no line waits for ever, however many come after it', () => {
  const { stream, written } = output();
  const lines = together([stream]);
  for (let line = 0; line < 30; line += 1) {
    lines.expect();
    stream.write(`${line}\n`);
    vi.advanceTimersByTime(1);
  }
  expect(written.map((text) => text.split('\n').length - 1)).toEqual([10, 10, 10]);
});

test('whatever waits is written at once when that is asked for, on every output', () => {
  const [one, other] = [output(), output()];
  const lines = together([one.stream, other.stream]);
  lines.expect();
  one.stream.write('one\n');
  other.stream.write('other\n');
  lines.flush();
  lines.flush();
  expect([...one.written, ...other.written]).toEqual(['one\n', 'other\n']);
  one.stream.write('later\n');
  expect(one.written).toEqual(['one\n', 'later\n']);
});

test('whatever waits is written before the process ends', () => {
  const { stream, written } = output();
  const before = process.listeners('exit');
  const lines = together([stream]);
  const [atExit] = process.listeners('exit').filter((listener) => !before.includes(listener));
  lines.expect();
  stream.write('last\n');
  atExit?.(0);
  expect(written).toEqual(['last\n']);
});
