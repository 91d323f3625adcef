import { readIdentifier, type SecretId } from '../../lib/message/identifier.ts';
import { AWS_OPTIONS, readTable, readTyped, TABLE_OPTION, type Wrong, wrong } from '../typed.ts';

export type UndoOptions = Readonly<{
  incidentId: string;
  /** Which of the incident's secrets; all of them where none is named. */
  identifiers: readonly SecretId[];
  reason: string;
  by: string;
  /** The incident's id, typed once more by a script that cannot be asked. */
  confirmed: string | undefined;
  secretId: string;
  json: boolean;
  table: string;
  profile: string | undefined;
  region: string | undefined;
}>;

export const OPTIONS = {
  identifier: { type: 'string', multiple: true },
  reason: { type: 'string' },
  by: { type: 'string' },
  confirm: { type: 'string' },
  'secret-id': { type: 'string' },
  json: { type: 'boolean' },
  ...TABLE_OPTION,
  ...AWS_OPTIONS,
} as const;

type Given = Readonly<{ env: Readonly<Record<string, string | undefined>>; userName: string | undefined }>;

/** Reads what was typed after `revoke undo`. */
export function readArguments(
  args: readonly string[],
  { env, userName }: Given,
): { readonly kind: 'undo'; readonly options: UndoOptions } | Wrong {
  const typed = readTyped('undo', OPTIONS, args);
  if (typed.kind === 'wrong') return typed;
  const { values, positionals } = typed;
  const [incidentId, ...more] = positionals;
  if (!incidentId || more.length > 0)
    return wrong('Which incident? Give one: revoke undo INC-1 --reason TEXT. Its secrets are chosen by --identifier.');
  const identifiers = (values.identifier ?? []).map(readIdentifier);
  if (identifiers.includes(undefined)) return wrong('--identifier must be the number that the vault gave a secret.');
  const { reason, by = userName } = values;
  if (reason === undefined) return wrong('Why? Give --reason TEXT: it goes into the audit trail.');
  if (!by) return wrong('Who does it? Give --by with a name: it goes into the audit trail.');
  const secretId = values['secret-id'] ?? env['MYSAFE_SECRET_ID'];
  if (!secretId)
    return wrong(
      'With which credentials of the vault? Give --secret-id or set MYSAFE_SECRET_ID: a secret in Secrets Manager that you may read.',
    );
  const table = readTable(values.table, env);
  if (table.kind === 'wrong') return table;
  const options = {
    incidentId,
    identifiers: identifiers.flatMap((id) => id ?? []),
    reason,
    by,
    confirmed: values.confirm,
    secretId,
    json: values.json ?? false,
    table: table.name,
    profile: values.profile,
    region: values.region,
  };
  return { kind: 'undo', options };
}
