import { type Named, readNamed } from '../../lib/roster/named.ts';
import { type Wrong, wrong } from '../typed.ts';

/** The options that say which secrets are meant; identifiers stand beside them. */
export const NAMING_OPTIONS = {
  file: { type: 'string', multiple: true, short: 'f' },
  'skip-bad': { type: 'boolean' },
  'ignore-dates': { type: 'boolean' },
  tag: { type: 'string', multiple: true },
  'identifier-code': { type: 'string', multiple: true },
} as const;

/** Which secrets are meant, as far as it was typed. */
export type Naming = Readonly<{
  /** What is named on the command line itself. */
  named: readonly Named[];
  /** Files that name secrets; `-` for standard input. */
  files: readonly string[];
  skipBad: boolean;
  /** Whoever stays longer is disabled all the same. */
  ignoreDates: boolean;
}>;

type Values = Readonly<{
  file?: readonly string[];
  'skip-bad'?: boolean;
  'ignore-dates'?: boolean;
  tag?: readonly string[];
  'identifier-code'?: readonly string[];
}>;

/** Reads which secrets are meant. @param command whose help has more about it */
export function readNaming(command: string, values: Values, identifiers: readonly string[]) {
  const { file: files = [] } = values;
  if (files.includes('')) return wrong('--file needs the name of a file, or - for standard input.');
  if (files.filter((file) => file === '-').length > 1) return wrong('Standard input (-) can be read only once.');
  for (const option of ['skip-bad', 'ignore-dates'] as const)
    if (values[option] && files.length === 0)
      return wrong(`--${option} is for files: add --file FILE or leave it out.`);
  const named = readNames(identifiers, values['identifier-code'] ?? [], values.tag ?? []);
  if ('kind' in named) return named;
  if (named.length === 0 && files.length === 0) {
    return wrong(`Which secrets? Give identifiers, --file, --identifier-code or --tag. See revoke ${command} --help.`);
  }
  const naming: Naming = {
    named,
    files,
    skipBad: values['skip-bad'] ?? false,
    ignoreDates: values['ignore-dates'] ?? false,
  };
  return { kind: 'naming', naming } as const;
}

function readNames(
  identifiers: readonly string[],
  codes: readonly string[],
  tags: readonly string[],
): readonly Named[] | Wrong {
  const given = [
    ...identifiers.map((identifier, index) => ({ place: `Identifier ${index + 1}`, fields: { identifier } })),
    ...codes.map((identifierCode) => ({ place: '--identifier-code', fields: { identifierCode } })),
    ...tags.map((tag) => ({ place: '--tag', fields: { tag } })),
  ];
  const named: Named[] = [];
  for (const { place, fields } of given) {
    const read = readNamed(fields);
    if (read.kind === 'bad') return wrong(`${place}: ${read.fault}.`);
    named.push(read.named);
  }
  return named;
}
