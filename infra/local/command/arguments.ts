import { parseArgs } from 'node:util';
import { PROFILES, type Profile } from '../vault/chance.ts';

export type SimulatedVault = Readonly<{ kind: 'simulated'; faults: Profile; seed: number; latencyMs: number }>;

/** `confirmed`: nobody needs to be asked any more. */
export type RealVault = Readonly<{ kind: 'real'; credentialsFile: string; confirmed: boolean }>;

export type RunOptions = Readonly<{
  /** Files with messages, `-` for standard input; none for the samples. */
  files: readonly string[];
  vault: SimulatedVault | RealVault;
  /** Goes on running when everything is settled. */
  serve: boolean;
  /** Shows what goes on as a web page, too. */
  ui: boolean;
  json: boolean;
}>;

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'tour' }
  | { readonly kind: 'run'; readonly options: RunOptions }
  /** One line that says what is wrong and what to do. */
  | { readonly kind: 'wrong'; readonly reason: string };

const OPTIONS = {
  faults: { type: 'string' },
  seed: { type: 'string' },
  latency: { type: 'string' },
  serve: { type: 'boolean' },
  ui: { type: 'boolean' },
  tour: { type: 'boolean' },
  json: { type: 'boolean' },
  credentials: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

const DEFAULTS = { faults: 'none', seed: 1, latencyMs: 20 } as const;

const MOST = { seed: 2 ** 32 - 1, latencyMs: 10_000 } as const;

/** Reads what was typed after `npm start --`. */
export function readArguments(args: readonly string[]): Command {
  const parsed = parse(args);
  if (parsed.kind === 'wrong') return parsed;
  const { values, positionals: files } = parsed;
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  if (values.tour) {
    return args.length === 1 ? { kind: 'tour' } : wrong('--tour shows everything by itself: leave the rest out.');
  }
  const { credentials, yes = false, serve = false, ui = false, json = false } = values;

  if (files.includes('')) return wrong('A file needs a name; "" is none.');
  if (files.filter((file) => file === '-').length > 1) return wrong('Standard input (-) can be read only once.');
  if (json && serve)
    return wrong('--json prints one result at the end, and --serve has no end: leave one of them out.');
  if (ui && !serve) return wrong('--ui shows what --serve keeps running: add --serve.');

  if (credentials === undefined) {
    if (yes) return wrong('--yes confirms a real vault: give it together with --credentials FILE.');
    const vault = readSimulated(values);
    return vault.kind === 'wrong' ? vault : { kind: 'run', options: { files, vault, serve, ui, json } };
  }
  if (credentials === '') return wrong('--credentials needs the name of a file.');
  const simulatorOnly = (['faults', 'seed', 'latency'] as const).find((name) => values[name] !== undefined);
  if (simulatorOnly) return wrong(`--${simulatorOnly} is for the simulated vault: leave it out with --credentials.`);
  if (serve) return wrong('--serve is for the simulated vault: leave it out with --credentials.');
  if (files.length === 0) {
    return wrong('--credentials needs messages of yours: add FILE or -. The samples are never sent to a real vault.');
  }
  const vault = { kind: 'real', credentialsFile: credentials, confirmed: yes } as const;
  return { kind: 'run', options: { files, vault, serve, ui, json } };
}

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    return { kind: 'parsed', values, positionals } as const;
  } catch (error) {
    const [message = ''] = error instanceof Error ? error.message.split(/\n|\. To specify/) : [];
    return wrong(`${message.replace(/\.$/, '')}. See npm start -- --help.`);
  }
}

type Given = Readonly<{ faults?: string | undefined; seed?: string | undefined; latency?: string | undefined }>;

function readSimulated({ faults = DEFAULTS.faults, seed, latency }: Given): SimulatedVault | Wrong {
  const profile = PROFILES.find((name) => name === faults);
  if (profile === undefined) return wrong(`--faults must be one of ${PROFILES.join(', ')}.`);
  const seedNumber = wholeNumber(seed, DEFAULTS.seed, MOST.seed);
  if (seedNumber === undefined) return wrong(`--seed must be a whole number from 0 to ${MOST.seed}.`);
  const latencyMs = wholeNumber(latency, DEFAULTS.latencyMs, MOST.latencyMs);
  if (latencyMs === undefined) {
    return wrong(`--latency must be a whole number of milliseconds from 0 to ${MOST.latencyMs}.`);
  }
  return { kind: 'simulated', faults: profile, seed: seedNumber, latencyMs };
}

function wholeNumber(text: string | undefined, byDefault: number, most: number): number | undefined {
  if (text === undefined) return byDefault;
  const number = /^[0-9]{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return number <= most ? number : undefined;
}

type Wrong = Extract<Command, { kind: 'wrong' }>;

const wrong = (reason: string): Wrong => ({ kind: 'wrong', reason });
