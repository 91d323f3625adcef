import { describe, expect, test } from 'vitest';
import type { World } from '../../../cli/command.ts';
import { completionCommand } from '../../../cli/completion/command.ts';
import { quoted } from '../../../cli/completion/spoken.ts';

const SAID = {
  name: 'say',
  summary: "says it: somebody's words",
  help: '',
  options: {
    'word-file': { type: 'string', short: 'f' },
    to: { type: 'string' },
    loud: { type: 'boolean' },
  },
  run: async () => 0,
} as const;

async function completion(...args: readonly string[]) {
  const seen = { printed: '', told: '' };
  const world: World = {
    env: {},
    now: new Date(0),
    userName: undefined,
    canAsk: false,
    isConfirmed: async () => false,
    print: (text) => {
      seen.printed += text;
    },
    tell: (line) => {
      seen.told += line;
    },
  };
  const code = await completionCommand(() => [SAID]).run(args, world);
  return { code, ...seen };
}

describe.each([
  [
    'bash',
    ["compgen -W 'say --help --version'", '--word-file|-f)', '--to) return', "'--word-file -f --to --loud --help -h'"],
  ],
  [
    'zsh',
    [
      '#compdef revoke',
      String.raw`'say:says it\: somebody'\''s words'`,
      "'*--word-file:word-file:_files'",
      "'*-f:word-file:_files'",
      "'*--to:to: '",
      "'*--loud'",
    ],
  ],
  [
    'fish',
    [
      String.raw`-a say -d 'says it: somebody'\''s words'`,
      "'__fish_seen_subcommand_from say' -l word-file -s f -r -F\n",
      '-l to -x\n',
      '-l loud\n',
    ],
  ],
])('the script for %s', (shell, parts) => {
  test.each(parts)('has %s', async (part) => {
    const { code, printed } = await completion(shell);
    expect(code).toBe(0);
    expect(printed).toContain(part);
  });
});

test.each([[[]], [['tcsh']], [['bash', 'zsh']], [['constructor']]])('for %j there is none', async (args) => {
  const { code, printed, told } = await completion(...args);
  expect([code, printed, told]).toEqual([2, '', expect.stringMatching(/^Which shell\? One of bash, zsh, fish\./)]);
});

test('what is quoted is read as it was', () => {
  expect(quoted("a'b")).toBe(String.raw`'a'\''b'`);
});
