import type { AuditRecord } from './record.ts';

/** When each secret was last enabled by somebody. */
export function enabledAt(records: readonly AuditRecord[]): ReadonlyMap<number, string> {
  const last = new Map<number, string>();
  for (const record of records) {
    if (record.kind !== 'enabled') continue;
    const before = last.get(record.identifier) ?? '';
    if (record.at > before) last.set(record.identifier, record.at);
  }
  return last;
}

/** The secrets that the incident itself disabled, and that nobody has enabled since. Those that were inactive before are none. */
export function undoable(records: readonly AuditRecord[]): readonly number[] {
  const enabled = enabledAt(records);
  const ids = records.flatMap((record) =>
    record.kind === 'secret' && record.outcome === 'disabled' && record.at > (enabled.get(record.identifier) ?? '')
      ? record.identifier
      : [],
  );
  return [...new Set(ids)].toSorted((one, other) => one - other);
}
