import type { Command } from './command.ts';

/** `revoke --help`: all commands, a line each. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return `Has leaked API secrets of the MySafe vault disabled, by the function that waits for it on a queue.

${commands.map(({ name, summary }) => `  revoke ${name.padEnd(width)}   ${summary}`).join('\n')}

  revoke COMMAND --help   all about one of them, with examples
  --version, --help

Exit codes are in the help of each command; 70 is a fault of revoke itself.
`;
}
