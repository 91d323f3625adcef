import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { BUNDLE } from '../../infra/local/consumer.ts';
import type { SoakOptions } from './soak.ts';

export const HELP = `Plays messages to the built function over real sockets: a proxy breaks the wire between it and a simulated vault, the vault
fails as well, and its processes die by kill -9 at any moment. Then looks where everything is.

  npm run soak                            10000 messages, 30 % of the calls with a fault
  npm run soak -- --messages 300          as many as that

  --seed N                                another N, other messages, faults and kills (1)
  --faults SHARE                          how many of the calls meet a fault, from 0 to 0.9 (0.3)
  --bundle FILE                           plays to this build of the function, in place of a fresh one
  --json                                  prints the result as one JSON document; everything else goes to stderr
  --help

Which call meets which fault depends on the seed alone; how calls and kills fall together does not, as this is real time.

Exit code: 0 when nothing is lost, unaccounted for, or wrong, 1 when something is, 2 when something is wrong with what you
typed, 130 after Ctrl-C.
`;

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'soak'; readonly options: SoakOptions; readonly json: boolean; readonly isToBeBuilt: boolean }
  /** One line that says what is wrong and what to do. */
  | { readonly kind: 'wrong'; readonly reason: string };

const OPTIONS = {
  messages: { type: 'string', default: '10000' },
  seed: { type: 'string', default: '1' },
  faults: { type: 'string', default: '0.3' },
  bundle: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const MOST = { messages: 1_000_000, seed: 2 ** 31 - 1, faults: 0.9 } as const;

/** Reads what was typed after `npm run soak --`. */
export function readArguments(args: readonly string[]): Command {
  const parsed = parse(args);
  if (parsed.kind === 'wrong') return parsed;
  const { help, json, bundle, ...texts } = parsed.values;
  if (help) return { kind: 'help' };
  const messages = wholeNumber(texts.messages, MOST.messages);
  if (!messages) return wrong(`--messages must be a whole number from 1 to ${MOST.messages}.`);
  const seed = wholeNumber(texts.seed, MOST.seed);
  if (seed === undefined) return wrong(`--seed must be a whole number from 0 to ${MOST.seed}.`);
  const faults = /^0(\.[0-9]{1,6})?$/.test(texts.faults) ? Number(texts.faults) : Number.NaN;
  if (!(faults <= MOST.faults)) return wrong(`--faults must be a number from 0 to ${MOST.faults}, like 0.3.`);
  if (bundle === '') return wrong('--bundle needs the name of a file.');
  const url = bundle === undefined ? BUNDLE : pathToFileURL(resolve(bundle)).href;
  return { kind: 'soak', options: { messages, seed, faults, bundle: url }, json, isToBeBuilt: bundle === undefined };
}

function parse(args: readonly string[]) {
  try {
    return { kind: 'parsed', values: parseArgs({ args: [...args], options: OPTIONS }).values } as const;
  } catch (error) {
    const [message = ''] = error instanceof Error ? error.message.split(/\n|\. To specify/) : [];
    return wrong(`${message.replace(/\.$/, '')}. See npm run soak -- --help.`);
  }
}

function wholeNumber(text: string, most: number): number | undefined {
  const number = /^[0-9]{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return number <= most ? number : undefined;
}

const wrong = (reason: string) => ({ kind: 'wrong', reason }) as const;
