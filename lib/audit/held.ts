import type { AuditRecord } from './record.ts';

export type Reported = Extract<AuditRecord, { kind: 'reported' }>;

/** A message that waits for approval: since when, why, and how many secrets and names it has. */
export type Held = Readonly<{ since: string; because: string; secrets: number }>;

/** Those of which something is open, and nothing of that was approved since. */
export function heldOf(reported: readonly Reported[], open: ReadonlySet<number | string>): readonly Held[] {
  const namesOpen = ({ secrets, names }: Reported) => [...secrets, ...names].filter((key) => open.has(key));
  return reported.flatMap((record) => {
    const { heldBecause, at, secrets, names } = record;
    if (heldBecause === undefined) return [];
    const released = new Set(
      reported.flatMap((other) => (other.approvedBy !== undefined && other.at > at ? namesOpen(other) : [])),
    );
    const waits = namesOpen(record).some((key) => !released.has(key));
    return waits ? [{ since: at, because: heldBecause, secrets: secrets.length + names.length }] : [];
  });
}
