import type { Command, World } from './command.ts';
import { overview } from './help.ts';

/** Does what was typed after `revoke`. @returns the exit code; 2 where nothing could be made of it */
export async function run(
  args: readonly string[],
  { commands, version }: Readonly<{ commands: readonly Command[]; version: string }>,
  world: World,
): Promise<number> {
  const [word, ...rest] = args;
  if (word === '--version') {
    world.print(`${version}\n`);
    return 0;
  }
  if (word === '--help' || word === '-h') {
    world.print(overview(commands));
    return 0;
  }
  const command = commands.find(({ name }) => name === word);
  if (command !== undefined) {
    if (!asksForHelp(rest)) return orFault(() => command.run(rest, world), world);
    world.print(command.help);
    return 0;
  }
  // The word itself is not repeated: it may be a secret in the wrong place.
  world.tell(
    word === undefined
      ? 'What is to be done? For example: revoke send 5 7 9. See revoke --help.'
      : `The first word must be a command: ${commands.map(({ name }) => name).join(', ')}. See revoke --help.`,
  );
  return 2;
}

/** After `--` there are no options any more. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h');
}

/** `EX_SOFTWARE`, so that a fault is not taken for an answer. @see https://man.freebsd.org/cgi/man.cgi?query=sysexits */
const FAULT = 70;

/** A fault of ours is told in one line, which repeats nothing of what was typed or read. */
async function orFault(doIt: () => Promise<number>, { tell }: World): Promise<number> {
  try {
    return await doIt();
  } catch (error) {
    const { name, stack = '' } = error instanceof Error ? error : new Error();
    const [, place = 'an unknown place'] = /([\w.-]+:\d+:\d+)\)?$/m.exec(stack) ?? [];
    tell(
      `revoke broke off by a fault of its own (${name} at ${place}), and may have done a part of it: look with revoke status, and report the fault.`,
    );
    return FAULT;
  }
}
