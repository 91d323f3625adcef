import { parseArgs } from 'node:util';

export type Asked =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'measure';
      readonly rounds: number;
      /** Of which measurements; all where it is empty. */
      readonly only: readonly string[];
      /** The commit that the function is held against, and nothing else is measured. */
      readonly since: string | undefined;
      /** The file for everything that was measured. */
      readonly json: string | undefined;
      /** Whether the page in `docs/` is brought up to date. */
      readonly write: boolean;
    }
  /** One line that says what is wrong. */
  | { readonly kind: 'wrong'; readonly reason: string };

const OPTIONS = {
  rounds: { type: 'string' },
  only: { type: 'string', multiple: true },
  since: { type: 'string' },
  json: { type: 'string' },
  write: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const DEFAULT_ROUNDS = 5;

/** Reads what was typed after `npm run bench --`. */
export function readArguments(args: readonly string[], names: readonly string[]): Asked {
  const parsed = parse(args);
  if (parsed.kind === 'wrong') return parsed;
  const { rounds = String(DEFAULT_ROUNDS), only = [], since, json, write = false, help } = parsed.values;
  if (help) return { kind: 'help' };
  if (!/^[1-9][0-9]{0,3}$/.test(rounds)) return wrong('--rounds must be a whole number from 1 to 9999.');
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) return wrong(`--only must be one of ${names.join(', ')}.`);
  if (since === '') return wrong('--since needs a commit.');
  if (since !== undefined && (write || only.length > 0)) return wrong('--since goes with neither --only nor --write.');
  if (json === '') return wrong('--json needs the name of a file.');
  return { kind: 'measure', rounds: Number(rounds), only, since, json, write };
}

function parse(args: readonly string[]) {
  try {
    return { kind: 'parsed', values: parseArgs({ args: [...args], options: OPTIONS }).values } as const;
  } catch (error) {
    const [message = ''] = error instanceof Error ? error.message.split(/\n|\. To specify/) : [];
    return wrong(`${message.replace(/\.$/, '')}. See npm run bench -- --help.`);
  }
}

const wrong = (reason: string) => ({ kind: 'wrong', reason }) as const;
