import { AWS_OPTIONS, readQueueUrl, readTyped, type Wrong, wrong } from '../typed.ts';

/** Which of the messages that wait are meant. */
export type Which =
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly incidents: readonly string[]; readonly messageIds: readonly string[] };

export type ApproveOptions = Readonly<{
  /** What is to be approved; `undefined` where it is only to be listed. */
  which: Which | undefined;
  /** Who approves. */
  by: string;
  /** Nobody needs to be asked any more. */
  confirmed: boolean;
  json: boolean;
  approvalQueueUrl: string;
  queueUrl: string;
  profile: string | undefined;
  region: string | undefined;
}>;

export type Asked = { readonly kind: 'approve'; readonly options: ApproveOptions } | Wrong;

export const OPTIONS = {
  list: { type: 'boolean' },
  all: { type: 'boolean' },
  'message-id': { type: 'string', multiple: true },
  by: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
  json: { type: 'boolean' },
  'approval-queue-url': { type: 'string' },
  'queue-url': { type: 'string' },
  ...AWS_OPTIONS,
} as const;

/** Reads what was typed after `revoke approve`. */
export function readArguments(
  args: readonly string[],
  { env, userName }: Readonly<{ env: Readonly<Record<string, string | undefined>>; userName: string | undefined }>,
): Asked {
  const typed = readTyped('approve', OPTIONS, args);
  if (typed.kind === 'wrong') return typed;
  const { values, positionals: incidents } = typed;
  const { list = false, all = false, 'message-id': messageIds = [] } = values;
  if (incidents.includes('')) return wrong('An incident is empty: give its name or leave it out.');
  if (messageIds.includes('')) return wrong('--message-id is empty: give it a value or leave it out.');
  const some = incidents.length + messageIds.length > 0;
  if ([list, all, some].filter(Boolean).length > 1) {
    return wrong('Give incidents or message ids, or --all, or --list: each says something else.');
  }
  const approval = readQueueUrl(values['approval-queue-url'] ?? env['APPROVAL_QUEUE_URL'], {
    from: ['--approval-queue-url', 'APPROVAL_QUEUE_URL'],
    output: 'ApprovalQueueUrl',
  });
  if (approval.kind === 'wrong') return approval;
  const asked = {
    confirmed: values.yes ?? false,
    json: values.json ?? false,
    approvalQueueUrl: approval.queueUrl,
    profile: values.profile,
    region: values.region,
  };
  if (!all && !some) return { kind: 'approve', options: { ...asked, which: undefined, by: '', queueUrl: '' } };
  const source = readQueueUrl(values['queue-url'] ?? env['QUEUE_URL'], {
    from: ['--queue-url', 'QUEUE_URL'],
    output: 'QueueUrl',
  });
  if (source.kind === 'wrong') return source;
  const by = values.by ?? userName;
  if (by === undefined || !BY.test(by)) return wrong('Who approves? Give --by with a name of at most 64 characters.');
  const which: Which = all ? { kind: 'all' } : { kind: 'some', incidents, messageIds };
  return { kind: 'approve', options: { ...asked, which, by, queueUrl: source.queueUrl } };
}

/** Goes along with the message, as an attribute of which the function keeps so much. */
const BY = /^[^\p{C}]{1,64}$/u;
