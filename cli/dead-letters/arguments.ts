import { AWS_OPTIONS, readQueueUrl, readTyped, type Wrong, wrong } from '../typed.ts';
import { EXPLAINED, explanationOf } from './explanations.ts';
import type { Which } from './letter.ts';
import type { Places } from './queues.ts';

type Where = Omit<Places, 'endpointIsSet'>;

export type RedriveOptions = Readonly<{
  which: Which;
  /** The whole queue is meant, so that SQS itself may move it. */
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

export type Asked =
  | { readonly kind: 'list'; readonly which: Which; readonly json: boolean; readonly where: Where }
  | { readonly kind: 'explain'; readonly codes: readonly string[]; readonly json: boolean }
  | { readonly kind: 'redrive'; readonly options: RedriveOptions }
  | Wrong;

export const OPTIONS = {
  code: { type: 'string', multiple: true },
  incident: { type: 'string', multiple: true },
  'message-id': { type: 'string', multiple: true },
  all: { type: 'boolean' },
  force: { type: 'boolean' },
  again: { type: 'boolean' },
  rate: { type: 'string' },
  'dry-run': { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  json: { type: 'boolean' },
  'dead-letter-queue-url': { type: 'string' },
  'queue-url': { type: 'string' },
  ...AWS_OPTIONS,
} as const;

/** As many as a vault with ten calls at once and some latency gets done. */
const DEFAULT_RATE = 10;

/** The most that SQS moves in a second. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
const MOST_RATE = 500;

/** Reads what was typed after `revoke dead-letters`. */
export function readArguments(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Asked {
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
  if (word !== 'list' && word !== 'redrive')
    return wrong('What is to be done with them? list, explain or redrive. See revoke dead-letters --help.');
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

function readExplain(codes: readonly string[], json: boolean): Asked {
  if (codes.length === 0 || codes.some((code) => explanationOf(code) === undefined))
    return wrong(`Which code? Give one that a dead letter has: ${EXPLAINED.join(', ')}, or a number of the vault's.`);
  return { kind: 'explain', codes, json };
}
