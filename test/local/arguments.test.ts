import { expect, test } from 'vitest';
import { readArguments } from '../../infra/local/command/arguments.ts';

const simulated = { kind: 'simulated', faults: 'none', seed: 1, latencyMs: 20 } as const;

test('nothing typed runs the samples against a simulated vault', () => {
  expect(readArguments([])).toEqual({
    kind: 'run',
    options: { files: [], vault: simulated, serve: false, ui: false, json: false },
  });
});

test('files and options may stand in any order', () => {
  expect(readArguments(['a.json', '--faults', 'storm', '-', '--seed=0', '--latency', '50', '--json'])).toEqual({
    kind: 'run',
    options: {
      files: ['a.json', '-'],
      vault: { kind: 'simulated', faults: 'storm', seed: 0, latencyMs: 50 },
      serve: false,
      ui: false,
      json: true,
    },
  });
});

test('what begins with a dash can still be a file', () => {
  expect(readArguments(['--', '--json'])).toMatchObject({ options: { files: ['--json'], json: false } });
});

test.each([
  [['--credentials', 'c.json', 'm.json'], false],
  [['--yes', '--credentials=c.json', 'm.json'], true],
])('%j works against a real vault', (args, confirmed) => {
  expect(readArguments(args)).toMatchObject({
    options: { files: ['m.json'], vault: { kind: 'real', credentialsFile: 'c.json', confirmed } },
  });
});

test.each([
  [['--help'], 'help'],
  [['-h', 'm.json'], 'help'],
  [['--version'], 'version'],
])('%j', (args, kind) => {
  expect(readArguments(args).kind).toBe(kind);
});

test.each([
  [['--fault', 'storm'], /--fault'/],
  [['--faults'], /--faults/],
  [['--faults', 'wild'], /none, typical, storm/],
  [['--seed', '1.5'], /--seed .* whole number from 0 to 4294967295/],
  [['--seed', '4294967296'], /--seed/],
  [['--seed='], /--seed/],
  [['--seed=-1'], /--seed/],
  [['--latency', '10001'], /--latency .* from 0 to 10000/],
  [['--latency', '1e3'], /--latency/],
  [['--serve=yes'], /--serve/],
  [['-', '-'], /only once/],
  [[''], /needs a name/],
  [['--json', '--serve'], /--json .* --serve/],
  [['--ui'], /--ui .* add --serve/],
  [['--ui', 'm.json'], /add --serve/],
  [['--yes'], /--credentials/],
  [['--credentials', 'c.json'], /samples are never sent to a real vault/],
  [['--credentials=', 'm.json'], /name of a file/],
  [['--credentials', 'c.json', 'm.json', '--faults', 'none'], /--faults/],
  [['--credentials', 'c.json', 'm.json', '--seed', '1'], /--seed/],
  [['--credentials', 'c.json', 'm.json', '--latency', '1'], /--latency/],
  [['--credentials', 'c.json', 'm.json', '--serve'], /--serve/],
  [['--credentials', 'c.json', 'm.json', '--ui'], /add --serve/],
  [['--credentials', 'c.json', 'm.json', '--serve', '--ui'], /--serve is for the simulated vault/],
])('%j is wrong, and one line says so', (args, reason) => {
  const command = readArguments(args);
  expect(command).toEqual({ kind: 'wrong', reason: expect.stringMatching(reason) });
  expect(command.kind === 'wrong' && command.reason).not.toContain('\n');
});
