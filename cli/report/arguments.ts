import { AWS_OPTIONS, readTable, readTyped, TABLE_OPTION, type Wrong, wrong } from '../typed.ts';

/** What the report is written as. `file`: `-` for standard output. */
export type Form =
  | { readonly kind: 'html'; readonly file: string }
  | { readonly kind: 'json' }
  | { readonly kind: 'ocsf' };

export type ReportOptions = Readonly<{
  incidentId: string;
  form: Form;
  table: string;
  profile: string | undefined;
  region: string | undefined;
}>;

export const OPTIONS = {
  html: { type: 'string' },
  json: { type: 'boolean' },
  ocsf: { type: 'boolean' },
  ...TABLE_OPTION,
  ...AWS_OPTIONS,
} as const;

/** Reads what was typed after `revoke report`. */
export function readArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): { readonly kind: 'report'; readonly options: ReportOptions } | Wrong {
  const typed = readTyped('report', OPTIONS, args);
  if (typed.kind === 'wrong') return typed;
  const { values, positionals } = typed;
  const [incidentId, ...more] = positionals;
  if (!incidentId || more.length > 0) return wrong('Which incident? Give one: revoke report INC-1 --html report.html.');
  const forms: readonly Form[] = [
    ...(values.html === undefined ? [] : [{ kind: 'html', file: values.html } as const]),
    ...(values.json ? [{ kind: 'json' } as const] : []),
    ...(values.ocsf ? [{ kind: 'ocsf' } as const] : []),
  ];
  const [form, ...others] = forms;
  if (form === undefined || others.length > 0)
    return wrong('In what form? Give one of --html FILE, --json and --ocsf. See revoke report --help.');
  const table = readTable(values.table, env);
  if (table.kind === 'wrong') return table;
  const { profile, region } = values;
  return { kind: 'report', options: { incidentId, form, table: table.name, profile, region } };
}
