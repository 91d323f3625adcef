import { expect, test } from 'vitest';
import type { Command } from '../../cli/command.ts';
import { COMMANDS } from '../../cli/commands.ts';
import { run } from '../../cli/run.ts';

/** `revoke …` in a world where nothing can be asked, with a command that only says what it was given. */
async function revoke(...args: readonly string[]) {
  const seen = { printed: '', told: '' };
  const echo: Command = {
    name: 'echo',
    summary: 'says it again',
    help: 'How to have it said again.\n',
    options: {},
    run: async (rest, world) => {
      if (rest.includes('sk_live_1')) throw new RangeError('sk_live_1 is out of range');
      world.print(rest.join(' '));
      return 3;
    },
  };
  const code = await run(
    args,
    { commands: [echo], version: '1.2.3' },
    {
      env: {},
      now: new Date(0),
      userName: undefined,
      canAsk: false,
      isConfirmed: async () => false,
      print: (text) => {
        seen.printed += text;
      },
      tell: (line) => {
        seen.told += `${line}\n`;
      },
    },
  );
  return { code, ...seen };
}

test('a command is given what follows its word, and its exit code is the exit code', async () => {
  expect(await revoke('echo', '5', '--yes')).toEqual({ code: 3, printed: '5 --yes', told: '' });
});

test.each([['--help'], ['-h']])('%s tells of every command', async (option) => {
  expect(await revoke(option)).toMatchObject({ code: 0, printed: expect.stringMatching(/revoke echo +says it again/) });
});

test('a command tells of itself, whatever else was typed', async () => {
  const help = { code: 0, printed: 'How to have it said again.\n', told: '' };
  expect(await revoke('echo', '--help')).toEqual(help);
  expect(await revoke('echo', '5', '-h', '--no-such')).toEqual(help);
  expect(await revoke('echo', '--', '-h')).toMatchObject({ printed: '-- -h' });
});

test('the version is that of the package', async () => {
  expect(await revoke('--version')).toEqual({ code: 0, printed: '1.2.3\n', told: '' });
});

test.each([[[]], [['5']], [['--yes', 'echo']], [['sk_live_123']]])(
  'of %j nothing can be made, and one line says what to do',
  async (args) => {
    const { code, printed, told } = await revoke(...args);
    expect({ code, printed }).toEqual({ code: 2, printed: '' });
    expect(told).toMatch(/^[^\n]*revoke --help\.\n$/);
    expect(told).not.toContain('sk_live_123');
  },
);

test.each(COMMANDS)('the help of $name begins with what it does, and has examples', ({ name, help }) => {
  expect(help).toMatch(/^[A-Z].*\.\n/);
  expect(help.match(new RegExp(`^  (.*\\| )?revoke ${name}`, 'gm'))?.length).toBeGreaterThanOrEqual(2);
});

test('a fault of its own is one line with its place, which repeats nothing, and an exit code that no answer has', async () => {
  const { code, printed, told } = await revoke('echo', 'sk_live_1');
  expect({ code, printed }).toEqual({ code: 70, printed: '' });
  expect(told).toMatch(/^revoke broke off by a fault of its own \(RangeError at run\.test\.ts:\d+:\d+\)[^\n]+\n$/);
  expect(told).not.toContain('sk_live');
});
