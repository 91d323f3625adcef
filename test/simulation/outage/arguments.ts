import { parseArgs } from 'node:util';

export type Asked =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'play';
      readonly seed: number;
      readonly seeds: number;
      readonly json: boolean;
      readonly write: boolean;
    }
  /** One line that says what is wrong. */
  | { readonly kind: 'wrong'; readonly reason: string };

export const HELP = `Plays a bad night in virtual time: 50 containers, a vault that is down for half an hour and comes back at half capacity,
with messages before, meanwhile and afterwards; once with connections refused and once with nothing answered. Holds each
night to its bars, and shows the first one without the restraint, too.

  npm run outage                      20 nights
  npm run outage -- --seeds 100       as many as that
  npm run outage -- --seed 42         beginning with another seed; the same seed gives the same night
  npm run outage -- --json            one JSON document
  npm run outage -- --write           also writes the figures into docs/outage.md, and docs/outage.svg

Exit code: 0 when no night exceeded a bar, 1 when one did, 2 when something is wrong with what you typed.`;

const OPTIONS = {
  seed: { type: 'string', default: '1' },
  seeds: { type: 'string', default: '20' },
  json: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h' },
} as const;

const MOST = { seed: 2 ** 32 - 1, seeds: 10_000 } as const;

/** Reads what was typed after `npm run outage --`. */
export function readArguments(args: readonly string[]): Asked {
  try {
    const { help, seed, seeds, json, write } = parseArgs({ args: [...args], options: OPTIONS }).values;
    if (help) return { kind: 'help' };
    return { kind: 'play', seed: whole('seed', 0, seed), seeds: whole('seeds', 1, seeds), json, write };
  } catch (error) {
    const [message = ''] = error instanceof Error ? error.message.split(/\n|\. To specify/) : [];
    return { kind: 'wrong', reason: `${message.replace(/\.$/, '')}. See npm run outage -- --help.` };
  }
}

function whole(name: keyof typeof MOST, least: number, text: string): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= MOST[name]) return number;
  throw new TypeError(`--${name} must be a whole number from ${least} to ${MOST[name]}`);
}
