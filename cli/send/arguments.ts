import { type Named, readNamed } from '../secrets/named.ts';
import { AWS_OPTIONS, readQueueUrl, readTable, readTyped, TABLE_OPTION, type Wrong, wrong } from '../typed.ts';

export type SendOptions = Readonly<{
  /** What is named on the command line itself. */
  named: readonly Named[];
  /** Files that name secrets; `-` for standard input. */
  files: readonly string[];
  skipBad: boolean;
  incidentId: string | undefined;
  reason: string | undefined;
  reportedBy: string | undefined;
  dryRun: boolean;
  /** Nobody needs to be asked any more. */
  confirmed: boolean;
  json: boolean;
  /** Where to look for what becomes of it, and for how long; not at all if not given. */
  waiting: Readonly<{ table: string; timeoutSeconds: number }> | undefined;
  queueUrl: string;
  profile: string | undefined;
  region: string | undefined;
}>;

export type Asked = { readonly kind: 'send'; readonly options: SendOptions } | Wrong;

export const OPTIONS = {
  file: { type: 'string', multiple: true, short: 'f' },
  'skip-bad': { type: 'boolean' },
  tag: { type: 'string', multiple: true },
  'identifier-code': { type: 'string', multiple: true },
  incident: { type: 'string' },
  reason: { type: 'string' },
  'reported-by': { type: 'string' },
  'dry-run': { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  json: { type: 'boolean' },
  'queue-url': { type: 'string' },
  wait: { type: 'boolean', short: 'w' },
  timeout: { type: 'string' },
  ...TABLE_OPTION,
  ...AWS_OPTIONS,
} as const;

/** Reads what was typed after `revoke send`. */
export function readArguments(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Asked {
  const typed = readTyped('send', OPTIONS, args);
  if (typed.kind === 'wrong') return typed;
  const { values, positionals } = typed;
  const { file: files = [] } = values;
  if (files.includes('')) return wrong('--file needs the name of a file, or - for standard input.');
  if (files.filter((file) => file === '-').length > 1) return wrong('Standard input (-) can be read only once.');
  if (values['skip-bad'] && files.length === 0)
    return wrong('--skip-bad is for files: add --file FILE or leave it out.');
  const read = readNames(positionals, values['identifier-code'] ?? [], values.tag ?? []);
  if (read.kind === 'wrong') return read;
  if (read.named.length === 0 && files.length === 0) {
    return wrong('Which secrets? Give identifiers, --file, --identifier-code or --tag. See revoke send --help.');
  }
  const queue = readQueueUrl(values['queue-url'] ?? env['QUEUE_URL'], {
    from: ['--queue-url', 'QUEUE_URL'],
    output: 'QueueUrl',
  });
  if (queue.kind === 'wrong') return queue;
  const wait = readWaiting(values, env);
  if (wait.kind === 'wrong') return wait;
  const options: SendOptions = {
    named: read.named,
    files,
    skipBad: values['skip-bad'] ?? false,
    incidentId: values.incident,
    reason: values.reason,
    reportedBy: values['reported-by'],
    dryRun: values['dry-run'] ?? false,
    confirmed: values.yes ?? false,
    json: values.json ?? false,
    waiting: wait.waiting,
    queueUrl: queue.queueUrl,
    profile: values.profile,
    region: values.region,
  };
  return { kind: 'send', options };
}

/** How long to wait where nothing is said, and the longest, in seconds. */
const TIMEOUT = { byDefault: '900', most: 86_400 } as const;

function readWaiting(
  { wait, table, timeout }: Readonly<{ wait?: boolean; table?: string; timeout?: string }>,
  env: Readonly<Record<string, string | undefined>>,
) {
  if (!wait) {
    if (timeout !== undefined || table !== undefined)
      return wrong(`--${timeout === undefined ? 'table' : 'timeout'} is for --wait: add it or leave this out.`);
    return { kind: 'waiting', waiting: undefined } as const;
  }
  const seconds = timeout ?? TIMEOUT.byDefault;
  const timeoutSeconds = /^[0-9]{1,5}$/.test(seconds) ? Number(seconds) : 0;
  if (timeoutSeconds < 1 || timeoutSeconds > TIMEOUT.most)
    return wrong(`--timeout must be a whole number of seconds from 1 to ${TIMEOUT.most}.`);
  const read = readTable(table, env);
  return read.kind === 'wrong' ? read : ({ kind: 'waiting', waiting: { table: read.name, timeoutSeconds } } as const);
}

function readNames(identifiers: readonly string[], codes: readonly string[], tags: readonly string[]) {
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
  return { kind: 'names', named } as const;
}
