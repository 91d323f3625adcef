import type { Command } from '../command.ts';
import { bash } from './bash.ts';
import { fish } from './fish.ts';
import { zsh } from './zsh.ts';

const SHELLS = new Map([
  ['bash', bash],
  ['zsh', zsh],
  ['fish', fish],
]);

const HELP = `Prints a script that has your shell complete commands and options.

  source <(revoke completion bash)        in ~/.bashrc
  source <(revoke completion zsh)         in ~/.zshrc, after compinit
  revoke completion fish | source         in ~/.config/fish/config.fish
  revoke completion bash > /etc/bash_completion.d/revoke

Exit code: 0, or 2 when it is none of these shells.
`;

/** @param commands all that there are, this one included */
export const completionCommand = (commands: () => readonly Command[]): Command => ({
  name: 'completion',
  summary: 'has your shell complete commands and options: revoke completion bash',
  help: HELP,
  words: [...SHELLS.keys()],
  options: {},
  run: async ([shell = '', ...more], { print, tell }) => {
    const script = more.length === 0 ? SHELLS.get(shell) : undefined;
    if (script === undefined) {
      tell(`Which shell? One of ${[...SHELLS.keys()].join(', ')}. See revoke completion --help.`);
      return 2;
    }
    print(script(commands()));
    return 0;
  },
});
