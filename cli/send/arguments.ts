import { NAMING_OPTIONS, type Naming, readNaming } from '../secrets/naming.ts';
import { AWS_OPTIONS, readQueueUrl, readTyped, type Wrong } from '../typed.ts';

export type SendOptions = Naming &
  Readonly<{
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
  const options: SendOptions = {
    ...read.naming,
    incidentId: values.incident,
    reason: values.reason,
    reportedBy: values['reported-by'],
    dryRun: values['dry-run'] ?? false,
    confirmed: values.yes ?? false,
    json: values.json ?? false,
    queueUrl: queue.queueUrl,
    profile: values.profile,
    region: values.region,
  };
  return { kind: 'send', options };
}
