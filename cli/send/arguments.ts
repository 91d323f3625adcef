import { NAMING_OPTIONS, type Naming, readNaming } from '../secrets/naming.ts';
import { AWS_OPTIONS, readQueueUrl, readTable, readTyped, TABLE_OPTION, type Wrong, wrong } from '../typed.ts';

export type SendOptions = Naming &
  Readonly<{
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
  ...NAMING_OPTIONS,
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
  const read = readNaming('send', values, positionals);
  if (read.kind === 'wrong') return read;
  const queue = readQueueUrl(values['queue-url'] ?? env['QUEUE_URL'], {
    from: ['--queue-url', 'QUEUE_URL'],
    output: 'QueueUrl',
  });
  if (queue.kind === 'wrong') return queue;
  const wait = readWaiting(values, env);
  if (wait.kind === 'wrong') return wait;
  const options: SendOptions = {
    ...read.naming,
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
