import { AWS_OPTIONS, readQueueUrl, readTable, readTyped, TABLE_OPTION, type Wrong, wrong } from '../typed.ts';
import { EXPLAINED, isCode } from './explanations.ts';
import type { Which } from './letter.ts';
import type { Places } from './queues.ts';

type Where = Omit<Places, 'endpointIsSet'>;

export type RedriveOptions = Readonly<{
  which: Which;
  /** The whole queue is meant. */
  all: boolean;
  /** Also what putting back cannot help. */
  force: boolean;
  /** Also what may have been put back before an interruption. */
  again: boolean;
  perSecond: number;
  dryRun: boolean;
  confirmed: boolean;
  json: boolean;
  where: Where;
}>;

export type DiscardOptions = Readonly<{
  which: Which;
  reason: string;
  by: string;
  /** The table of the audit trail; `undefined` where it is discarded without a record. */
  table: string | undefined;
  confirmed: boolean;
  json: boolean;
  where: Where;
}>;

export type Asked =
  | { readonly kind: 'list'; readonly which: Which; readonly json: boolean; readonly where: Where }
  | { readonly kind: 'explain'; readonly codes: readonly string[]; readonly json: boolean }
  | { readonly kind: 'redrive'; readonly options: RedriveOptions }
  | { readonly kind: 'discard'; readonly options: DiscardOptions }
  | Wrong;

export const OPTIONS = {
  code: { type: 'string', multiple: true },
  incident: { type: 'string', multiple: true },
  'message-id': { type: 'string', multiple: true },
  all: { type: 'boolean' },
  force: { type: 'boolean' },
  again: { type: 'boolean' },
  rate: { type: 'string' },
  reason: { type: 'string' },
  by: { type: 'string' },
  unrecorded: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  json: { type: 'boolean' },
  'dead-letter-queue-url': { type: 'string' },
  'queue-url': { type: 'string' },
  ...TABLE_OPTION,
  ...AWS_OPTIONS,
} as const;

/** As many as a vault with ten calls at once and some latency gets done. */
const DEFAULT_RATE = 10;

/** The most that SQS moves in a second. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
const MOST_RATE = 500;

type Given = Readonly<{ env: Readonly<Record<string, string | undefined>>; userName: string | undefined }>;

/** Reads what was typed after `revoke dead-letters`. */
export function readArguments(args: readonly string[], { env, userName }: Given): Asked {
  const typed = readTyped('dead-letters', OPTIONS, args);
  if (typed.kind === 'wrong') return typed;
  const { values, positionals } = typed;
  const [word, ...more] = positionals;
  const which = {
    codes: values.code ?? [],
    incidents: values.incident ?? [],
    messageIds: values['message-id'] ?? [],
  };
  const json = values.json ?? false;
  if (word === 'explain') return readExplain([...more, ...which.codes], json);
  if (more.length > 0) return wrong('Letters are chosen by options: --code, --incident, --message-id.');
  if (word !== 'list' && word !== 'redrive' && word !== 'discard')
    return wrong('What is to be done with them? list, explain, redrive or discard. See revoke dead-letters --help.');
  if (!which.codes.every(isCode)) return NO_SUCH_CODE;
  const deadLetters = readQueueUrl(values['dead-letter-queue-url'] ?? env['DEAD_LETTER_QUEUE_URL'], {
    from: ['--dead-letter-queue-url', 'DEAD_LETTER_QUEUE_URL'],
    output: 'DeadLetterQueueUrl',
  });
  if (deadLetters.kind === 'wrong') return deadLetters;
  const where = {
    deadLetterQueueUrl: deadLetters.queueUrl,
    queueUrl: undefined,
    profile: values.profile,
    region: values.region,
  };
  if (word === 'list') return { kind: 'list', which, json, where };

  const isChosen = Object.values(which).some((each) => each.length > 0);
  const all = values.all ?? false;
  if (all === isChosen)
    return wrong('Which letters? Give --code, --incident or --message-id, or --all. See revoke dead-letters --help.');
  if (word === 'discard') return readDiscard(values, { which, json, where }, { env, userName });
  const perSecond = Number(values.rate ?? DEFAULT_RATE);
  if (!/^[1-9]\d{0,2}$/.test(values.rate ?? '1') || perSecond > MOST_RATE)
    return wrong(`--rate must be a whole number of letters a second from 1 to ${MOST_RATE}.`);
  const source = readQueueUrl(values['queue-url'] ?? env['QUEUE_URL'], {
    from: ['--queue-url', 'QUEUE_URL'],
    output: 'QueueUrl',
  });
  if (source.kind === 'wrong') return source;
  const options = {
    which,
    all,
    force: values.force ?? false,
    again: values.again ?? false,
    perSecond,
    dryRun: values['dry-run'] ?? false,
    confirmed: values.yes ?? false,
    json,
    where: { ...where, queueUrl: source.queueUrl },
  };
  return { kind: 'redrive', options };
}

const NO_SUCH_CODE = wrong(
  `Which code? Give one that a dead letter has: ${EXPLAINED.join(', ')}, or a number of the vault's.`,
);

function readExplain(codes: readonly string[], json: boolean): Asked {
  if (codes.length === 0 || !codes.every(isCode)) return NO_SUCH_CODE;
  return { kind: 'explain', codes, json };
}

type Typed = Readonly<{ reason?: string; by?: string; table?: string; unrecorded?: boolean; yes?: boolean }>;

function readDiscard(
  { reason, by, table: named, unrecorded, yes = false }: Typed,
  common: Pick<DiscardOptions, 'which' | 'json' | 'where'>,
  { env, userName }: Given,
): Asked {
  if (reason === undefined) return wrong('Why? Give --reason TEXT: it goes into the audit trail.');
  const who = by ?? userName;
  if (!who) return wrong('Who does it? Give --by with a name: it goes into the audit trail.');
  const options = { ...common, reason, by: who, confirmed: yes };
  if (unrecorded) return { kind: 'discard', options: { ...options, table: undefined } };
  const table = readTable(named, env);
  if (table.kind === 'wrong') return wrong(`${table.reason} Without a trail, --unrecorded discards all the same.`);
  return { kind: 'discard', options: { ...options, table: table.name } };
}
