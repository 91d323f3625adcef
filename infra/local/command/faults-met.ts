import type { Call } from '../vault/seen.ts';

/** What went wrong on the way of each secret, in the order in which it happened, for people. */
export function faultsMet(calls: readonly Call[]): ReadonlyMap<string, readonly string[]> {
  const met = new Map<string, string[]>();
  for (const { identifier, fault } of calls) {
    if (identifier === undefined || fault === undefined) continue;
    const faults = met.get(identifier) ?? [];
    met.set(identifier, faults);
    faults.push(fault.inWords);
  }
  return met;
}
