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
export const undoable = (records: readonly AuditRecord[]): readonly number[] => inactive(records, isDisabled);

/**
 * The secrets that were found inactive after an earlier try, of which nobody can say whether it was what disabled them: a
 * time-out may have taken effect, and a delivery whose record could not be written left none.
 */
export function perhapsDisabled(records: readonly AuditRecord[]): readonly number[] {
  const surely = new Set(records.filter(isDisabled).map(({ identifier }) => identifier));
  const found = inactive(
    records,
    ({ outcome, attempts, deliveries }) => outcome === 'already-disabled' && (attempts > 1 || deliveries > 1),
  );
  return found.filter((id) => !surely.has(id));
}

type Settled = Extract<AuditRecord, { kind: 'secret' }>;

const isDisabled = (record: AuditRecord): record is Settled =>
  record.kind === 'secret' && record.outcome === 'disabled';

/** Those that a record of this kind tells of, and that nobody has enabled since. */
function inactive(records: readonly AuditRecord[], tells: (record: Settled) => boolean): readonly number[] {
  const enabled = enabledAt(records);
  const ids = records.flatMap((record) =>
    record.kind === 'secret' && tells(record) && record.at > (enabled.get(record.identifier) ?? '')
      ? record.identifier
      : [],
  );
  return [...new Set(ids)].toSorted((one, other) => one - other);
}
