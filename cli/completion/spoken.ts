import type { Command } from '../command.ts';

/** An option of a command, as a shell needs to know it. */
export type Spoken = Readonly<{
  long: string;
  short: string | undefined;
  /** What follows it: nothing, any text, or the name of a file. */
  takes: 'nothing' | 'text' | 'file';
}>;

/** The options of a command, help included, in the order in which they are declared. */
export const spoken = ({ options }: Command): readonly Spoken[] => [
  ...Object.entries(options).map(
    ([name, { type, short }]): Spoken => ({
      long: name,
      short,
      takes: type === 'boolean' ? 'nothing' : /(^|-)file$/.test(name) ? 'file' : 'text',
    }),
  ),
  { long: 'help', short: 'h', takes: 'nothing' },
];

/** What can be typed for an option: `--file`, `-f`. */
export const forms = ({ long, short }: Spoken): readonly string[] => [
  `--${long}`,
  ...(short === undefined ? [] : [`-${short}`]),
];

/** A text between the quotes that every shell takes as they are. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
