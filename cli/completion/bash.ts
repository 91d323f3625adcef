import type { Command } from '../command.ts';
import { forms, type Spoken, spoken } from './spoken.ts';

/** Completion for bash 4.4 or newer: `source <(revoke completion bash)`. */
export function bash(commands: readonly Command[]): string {
  return `# revoke completion bash
_revoke() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words=
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W '${[...commands.map(({ name }) => name), '--help', '--version'].join(' ')}' -- "$word")
    return
  fi
  case \${COMP_WORDS[1]} in
${commands.map(caseOf).join('\n')}
  esac
}
complete -F _revoke revoke
`;
}

function caseOf(command: Command): string {
  const options = spoken(command);
  const before = (takes: Spoken['takes']) => options.filter((option) => option.takes === takes).flatMap(forms);
  const [files, texts] = [before('file'), before('text')];
  return [
    `    ${command.name})`,
    '      case $before in',
    ...(files.length > 0
      ? [
          `        ${files.join('|')})`,
          '          compopt -o filenames',
          '          mapfile -t COMPREPLY < <(compgen -f -- "$word")',
          '          return ;;',
        ]
      : []),
    ...(texts.length > 0 ? [`        ${texts.join('|')}) return ;;`] : []),
    '      esac',
    ...(command.words === undefined ? [] : [`      ((COMP_CWORD == 2)) && words='${command.words.join(' ')} '`]),
    `      mapfile -t COMPREPLY < <(compgen -W "$words"'${options.flatMap(forms).join(' ')}' -- "$word") ;;`,
  ].join('\n');
}
