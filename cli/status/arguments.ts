import { AWS_OPTIONS, readTable, readTyped, TABLE_OPTION, type Wrong, wrong } from '../typed.ts';

export type StatusOptions = Readonly<{
  incidentId: string;
  json: boolean;
  table: string;
  profile: string | undefined;
  region: string | undefined;
}>;

export const OPTIONS = { json: { type: 'boolean' }, ...TABLE_OPTION, ...AWS_OPTIONS } as const;

/** Reads what was typed after `revoke status`. */
export function readArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): { readonly kind: 'status'; readonly options: StatusOptions } | Wrong {
  const typed = readTyped('status', OPTIONS, args);
  if (typed.kind === 'wrong') return typed;
  const { values, positionals } = typed;
  const [incidentId, ...more] = positionals;
  if (!incidentId || more.length > 0) return wrong('Which incident? Give one: revoke status INC-1.');
  const table = readTable(values.table, env);
  if (table.kind === 'wrong') return table;
  const { json = false, profile, region } = values;
  return { kind: 'status', options: { incidentId, json, table: table.name, profile, region } };
}
