import { parseArgs } from 'node:util';
import { type Named, readNamed } from './named.ts';

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
  queueUrl: string;
  profile: string | undefined;
  region: string | undefined;
}>;

export type Command =
  | { readonly kind: 'help'; readonly of: 'revoke' | 'send' }
  | { readonly kind: 'version' }
  | { readonly kind: 'send'; readonly options: SendOptions }
  /** One line that says what is wrong and what to do; what was typed in the wrong place may be a secret, and is not in it. */
  | { readonly kind: 'wrong'; readonly reason: string };

const OPTIONS = {
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
  profile: { type: 'string' },
  region: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** Reads what was typed after `revoke`. */
export function readArguments(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Command {
  const parsed = parse(args);
  if (parsed.kind === 'wrong') return parsed;
  const { values, positionals } = parsed;
  const [command, ...identifiers] = positionals;
  if (values.version) return { kind: 'version' };
  if (values.help) return { kind: 'help', of: command === 'send' ? 'send' : 'revoke' };
  if (command === undefined) return wrong('What is to be done? For example: revoke send 5 7 9. See revoke --help.');
  if (command !== 'send') return wrong('The first word must be a command: revoke send …. See revoke --help.');

  const empty = TEXTS.find((name) => values[name]?.trim() === '');
  if (empty !== undefined) return wrong(`--${empty} is empty: give it a value or leave it out.`);
  const { file: files = [], 'queue-url': queueUrl = env['QUEUE_URL'] } = values;
  if (files.includes('')) return wrong('--file needs the name of a file, or - for standard input.');
  if (files.filter((file) => file === '-').length > 1) return wrong('Standard input (-) can be read only once.');
  if (values['skip-bad'] && files.length === 0)
    return wrong('--skip-bad is for files: add --file FILE or leave it out.');
  const typed = readTyped(identifiers, values['identifier-code'] ?? [], values.tag ?? []);
  if (typed.kind === 'wrong') return typed;
  if (typed.named.length === 0 && files.length === 0) {
    return wrong('Which secrets? Give identifiers, --file, --identifier-code or --tag. See revoke send --help.');
  }
  if (queueUrl === undefined || queueUrl === '') {
    return wrong("Which queue? Give --queue-url or set QUEUE_URL: it is the stack's output QueueUrl.");
  }
  if (!/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost|[\w.-]+\.localhost)(:\d+)?\/)\S+\/\S+$/.test(queueUrl)) {
    return wrong(
      '--queue-url or QUEUE_URL must be the URL of an SQS queue: https://sqs.REGION.amazonaws.com/…; http only to this machine.',
    );
  }
  const options: SendOptions = {
    named: typed.named,
    files,
    skipBad: values['skip-bad'] ?? false,
    incidentId: values.incident,
    reason: values.reason,
    reportedBy: values['reported-by'],
    dryRun: values['dry-run'] ?? false,
    confirmed: values.yes ?? false,
    json: values.json ?? false,
    queueUrl,
    profile: values.profile,
    region: values.region,
  };
  return { kind: 'send', options };
}

/** Options of one text, which are nothing when they are empty. */
const TEXTS = ['incident', 'reason', 'reported-by', 'queue-url', 'profile', 'region'] as const;

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    return { kind: 'parsed', values, positionals } as const;
  } catch (error) {
    const [message = ''] = error instanceof Error ? error.message.split(/\n|\. To specify/) : [];
    return wrong(`${message.replace(/\.$/, '')}. See revoke send --help.`);
  }
}

function readTyped(identifiers: readonly string[], codes: readonly string[], tags: readonly string[]) {
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
  return { kind: 'typed', named } as const;
}

type Wrong = Extract<Command, { kind: 'wrong' }>;

const wrong = (reason: string): Wrong => ({ kind: 'wrong', reason });
