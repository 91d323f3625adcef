import { existsSync } from 'node:fs';
import { mkdtempDisposable, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { COMMANDS } from '../../cli/commands.ts';
import { BUILT_REVOKE, PATH, run } from '../support/built-revoke.ts';

/** A shell that finds `revoke`, in a directory of its own. */
async function inShell(shell: string, script: string) {
  const directory = await mkdtempDisposable(join(tmpdir(), 'completion-'));
  onTestFinished(() => directory.remove());
  await symlink(BUILT_REVOKE, join(directory.path, 'revoke'));
  await writeFile(join(directory.path, 'leaked secrets.csv'), '');
  const env = { PATH: `${directory.path}${delimiter}${PATH}`, HOME: directory.path, XDG_CONFIG_HOME: directory.path };
  const ran = await run(shell, ['-c', `cd '${directory.path}'; ${script}`], env);
  expect([ran.code, ran.stderr]).toEqual([0, '']);
  return ran.stdout.split('\n').filter((line) => line !== '');
}

describe.runIf(existsSync('/bin/bash'))('in bash', () => {
  const completed = (...words: readonly string[]) =>
    inShell(
      'bash',
      `source <(revoke completion bash)
       complete -p revoke > /dev/null
       compopt() { :; } # Works only while a line is being completed.
       COMP_WORDS=(revoke ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}
       _revoke
       printf '%s\\n' "\${COMPREPLY[@]}"`,
    );

  test('the first word is a command', async () => {
    const names = COMMANDS.map(({ name }) => name);
    expect(await completed('')).toEqual([...names, '--help', '--version']);
    expect(await completed('st')).toEqual(['status']);
  });

  test.each(COMMANDS)('then come the options of $name, and no others', async ({ name, options }) => {
    const long = (await completed(name, '--')).sort();
    expect(long).toEqual([...Object.keys(options), 'help'].map((option) => `--${option}`).sort());
  });

  test.each([
    ['dead-letters', ['list', 'explain', 'redrive', 'discard']],
    ['offboard', ['list', 'cancel']],
    ['completion', ['bash', 'zsh', 'fish']],
    ['send', []],
  ])('%s is followed by one of %j, and these by options alone', async (name, words) => {
    const first = await completed(name, '');
    expect(first.filter((word) => !word.startsWith('-'))).toEqual(words);
    expect(await completed(name, words[0] ?? '5', '')).toEqual(first.filter((word) => word.startsWith('-')));
  });

  test('after --file comes the name of a file, spaces and all', async () => {
    expect(await completed('send', '--file', 'leak')).toEqual(['leaked secrets.csv']);
  });

  test.each(['--incident', '--table', '--tag'])('after %s comes what only a person knows', async (option) => {
    expect(await completed('send', option, '')).toEqual([]);
  });
});

describe.runIf(existsSync('/usr/bin/zsh'))('in zsh', () => {
  test('the script is one that it can read, and is asked for revoke', async () => {
    const script = `autoload -Uz compinit; compinit -D; source <(revoke completion zsh); print -- $_comps[revoke]`;
    expect(await inShell('zsh', script)).toEqual(['_revoke']);
  });
});

describe.runIf(existsSync('/usr/bin/fish'))('in fish', () => {
  const completed = async (line: string) =>
    (await inShell('fish', `revoke completion fish | source; complete -C '${line}'`)).map(
      (each) => each.split('\t')[0],
    );

  test('the first word is a command, and then come its options', async () => {
    expect(await completed('revoke st')).toEqual(['status']);
    expect(await completed('revoke dead-letters re')).toEqual(['redrive']);
    expect(await completed('revoke status --ta')).toEqual(['--table']);
    expect(await completed('revoke send --file leak')).toEqual([expect.stringMatching(/^leaked\\? secrets\.csv$/)]);
  });
});
