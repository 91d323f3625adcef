import type { Command } from '../command.ts';
import { quoted, type Spoken, spoken } from './spoken.ts';

/** Completion for fish: `revoke completion fish | source`. */
export function fish(commands: readonly Command[]): string {
  const lines = commands.flatMap((command) => [
    `complete -c revoke -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.summary)}`,
    ...(command.words === undefined
      ? []
      : [`complete -c revoke -n '__fish_seen_subcommand_from ${command.name}' -a '${command.words.join(' ')}'`]),
    ...spoken(command).map((option) => optionOf(command, option)),
  ]);
  return ['# revoke completion fish', 'complete -c revoke -f', ...lines, ''].join('\n');
}

const AFTER: Readonly<Record<Spoken['takes'], string>> = { nothing: '', text: ' -x', file: ' -r -F' };

const optionOf = ({ name }: Command, { long, short, takes }: Spoken): string =>
  `complete -c revoke -n '__fish_seen_subcommand_from ${name}' -l ${long}${short === undefined ? '' : ` -s ${short}`}${AFTER[takes]}`;
