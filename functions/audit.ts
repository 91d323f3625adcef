import type { Audit } from '../lib/audit/audit.ts';
import { auditingMs } from '../lib/audit/auditing.ts';
import { records } from '../lib/audit/records.ts';
import { SIDE_BY_SIDE, writeAll } from '../lib/audit/write.ts';
import type { Delivery } from '../lib/message/delivery.ts';
import { openLanes } from '../lib/queue/lanes.ts';
import { startPace } from '../lib/queue/pace.ts';
import { clientOptions } from './clients.ts';

/** The audit trail of a container. */
export type AuditTrail = Readonly<{
  /** How long it is expected to take at most, in milliseconds, to write down what these messages come to. */
  expectedMs: (deliveries: readonly Delivery[]) => number;
  /** Writes until the signal says to stop. */
  until: (signal: AbortSignal) => Audit;
}>;

/** @param table the name of the table @param warn where the SDK's words go @param now in milliseconds since the epoch */
export async function openAuditTrail(
  table: string,
  warn: (message: string) => void,
  now: () => number,
): Promise<AuditTrail> {
  // Late, because it brings another client of AWS along, which only those load that have a table.
  const { openAuditTable } = await import('./tables.ts');
  const pace = startPace();
  const writing = { put: openAuditTable(table, clientOptions(warn)), pace, lanes: openLanes(SIDE_BY_SIDE), now };
  return {
    expectedMs: (deliveries) => auditingMs(deliveries, pace),
    until: (signal) => (delivery, came, settleWith) => writeAll(writing, records(delivery, came, settleWith), signal),
  };
}
