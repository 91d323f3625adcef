import { parseArgs } from 'node:util';
import { tableName } from '../lib/settings.ts';
import type { OptionsConfig } from './command.ts';

/** One line that says what is wrong and what to do; what was typed in the wrong place may be a secret, and is not in it. */
export type Wrong = { readonly kind: 'wrong'; readonly reason: string };

export const wrong = (reason: string): Wrong => ({ kind: 'wrong', reason });

/** The options that say as whom AWS is spoken to; whatever else AWS's tools know counts by default. */
export const AWS_OPTIONS = { profile: { type: 'string' }, region: { type: 'string' } } as const;

/** Reads what was typed after a command's word. An option that is given as an empty text is a mistake, of a script mostly. */
export function readTyped<const Options extends OptionsConfig>(
  command: string,
  options: Options,
  args: readonly string[],
) {
  try {
    const typed = parseArgs({ args: [...args], options, allowPositionals: true });
    const empty = Object.entries(typed.values).find(([, value]) => typeof value === 'string' && value.trim() === '');
    if (empty !== undefined) return wrong(`--${empty[0]} is empty: give it a value or leave it out.`);
    return { kind: 'typed', values: typed.values, positionals: typed.positionals } as const;
  } catch (error) {
    const [message = ''] = error instanceof Error ? error.message.split(/\n|\. To specify/) : [];
    return wrong(`${message.replace(/\.$/, '')}. See revoke ${command} --help.`);
  }
}

/** The option that names the table of the audit trail. */
export const TABLE_OPTION = { table: { type: 'string' } } as const;

/** Reads the name of the table of the audit trail. */
export function readTable(table: string | undefined, env: Readonly<Record<string, string | undefined>>) {
  const name = table ?? env['AUDIT_TABLE'];
  if (!name) {
    return wrong(
      "Which table? Give --table or set AUDIT_TABLE: it is the stack's output AuditTableName, where AuditTrail is on.",
    );
  }
  const read = tableName.safeParse(name);
  return read.success ? ({ kind: 'table', name } as const) : wrong(`--table or AUDIT_TABLE ${inRule(read.error)}.`);
}

const inRule = ({ issues }: { readonly issues: readonly { readonly message: string }[] }) => issues[0]?.message;

/** Reads a queue's URL. `from`: the option and the variable, for a person; `output`: what the stack calls it. */
export function readQueueUrl(
  queueUrl: string | undefined,
  { from, output }: Readonly<{ from: readonly [string, string]; output: string }>,
) {
  if (queueUrl === undefined || queueUrl === '') {
    return wrong(`Which queue? Give ${from[0]} or set ${from[1]}: it is the stack's output ${output}.`);
  }
  if (!/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost|[\w.-]+\.localhost)(:\d+)?\/)\S+\/\S+$/.test(queueUrl)) {
    return wrong(
      `${from.join(' or ')} must be the URL of an SQS queue: https://sqs.REGION.amazonaws.com/…; http only to this machine.`,
    );
  }
  return { kind: 'queue', queueUrl } as const;
}
