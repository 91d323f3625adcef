import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { readArguments } from '../../infra/local/command/arguments.ts';

test('the tour goes through every door, and all that was named is disabled or a dead letter says why not', async () => {
  const child = spawn(process.execPath, ['infra/local/start.ts', '--tour']);
  onTestFinished(() => void child.kill('SIGKILL'));
  const [[code], stdout, stderr] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.match(/^\d\. .*$/gm)?.map((line) => line.split(':')[0])).toEqual([
    '1. SIEM and secret scanners',
    '2. The responder',
    '3. Offboarding',
  ]);
  expect(stdout).toContain('HTTP 202');
  expect(stdout).toContain('HTTP 401');
  expect(stdout.match(/^ {2}\d+ +inactive$/gm)).toHaveLength(7);
  expect(stdout).toMatch(/^ {2}1005 +absent +1005: /m);
}, 60_000);

test.each([[['--tour', '--serve']], [['--tour', 'x.json']], [['--faults=storm', '--tour']]])(
  'with anything else it is not begun: %j',
  (args) => {
    expect(readArguments(args)).toEqual({ kind: 'wrong', reason: expect.stringMatching(/leave the rest out/) });
  },
);
