import type { Command } from '../command.ts';
import { forms, quoted, type Spoken, spoken } from './spoken.ts';

/** Completion for zsh: `source <(revoke completion zsh)` after `compinit`, or a file called `_revoke` in `fpath`. */
export function zsh(commands: readonly Command[]): string {
  return `#compdef revoke
_revoke() {
  if (( CURRENT == 2 )); then
    local -a commands=(
${commands.map(({ name, summary }) => `      ${quoted(`${name}:${summary.replaceAll(':', '\\:')}`)}`).join('\n')}
    )
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(caseOf).join('\n')}
  esac
}
if [[ $funcstack[1] == _revoke ]]; then _revoke "$@"; else compdef _revoke revoke; fi
`;
}

const caseOf = (command: Command): string =>
  [
    `    ${command.name})`,
    '      _arguments \\',
    ...spoken(command).map(argument),
    ...(command.words === undefined ? [] : [`        '1: :(${command.words.join(' ')})' \\`]),
    "        '*: :' ;;",
  ].join('\n');

function argument(option: Spoken): string {
  const value = { nothing: '', text: `:${option.long}: `, file: `:${option.long}:_files` }[option.takes];
  return forms(option)
    .map((form) => `        ${quoted(`*${form}${value}`)} \\`)
    .join('\n');
}
