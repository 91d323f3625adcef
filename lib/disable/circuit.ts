/**
 * What a container thinks of the vault. `closed`: it answers. `open`: so many calls in a row had no usable answer that it
 * gets no more than one at a time, and the next one not before `probeAt`. `recovering`: it answers again, and gets more
 * calls at once with every answer. Times in milliseconds since the epoch.
 */
export type Circuit =
  | { readonly kind: 'closed'; readonly failures: number }
  | {
      readonly kind: 'open';
      readonly failures: number;
      readonly openedAt: number;
      readonly probes: number;
      readonly probeAt: number;
    }
  | { readonly kind: 'recovering'; readonly failures: number; readonly atOnce: number };

/** When a circuit opens, and how it is probed. */
export type CircuitRules = Readonly<{
  concurrency: number;
  /** So many failures in a row open it. */
  opensAfter: number;
  /** How long the vault is left alone after so many failed probes, in milliseconds. */
  restMs: (probes: number) => number;
}>;

/** As it begins. */
export const CLOSED: Circuit = { kind: 'closed', failures: 0 };

/** How many calls may be in flight. */
export function atOnce(circuit: Circuit, { concurrency }: CircuitRules): number {
  switch (circuit.kind) {
    case 'closed':
      return concurrency;
    case 'open':
      return 1;
    case 'recovering':
      return circuit.atOnce;
  }
}

/** After an answer: a slow start, one call more for each, as TCP's. */
export function answered(circuit: Circuit, rules: CircuitRules): Circuit {
  const next = atOnce(circuit, rules) + 1;
  return next < rules.concurrency ? { kind: 'recovering', failures: 0, atOnce: next } : CLOSED;
}

/** After a call, or a token request, without a usable answer. */
export function failed(
  circuit: Circuit,
  rules: CircuitRules,
  { begunAt, now }: Readonly<{ begunAt: number; now: number }>,
): Circuit {
  const failures = circuit.failures + 1;
  if (circuit.kind === 'open') {
    // What was in flight when it opened was no probe; the clock cannot tell what began in that very millisecond.
    if (begunAt <= circuit.openedAt) return { ...circuit, failures };
    return { ...circuit, failures, probes: circuit.probes + 1, probeAt: now + rules.restMs(circuit.probes) };
  }
  if (failures >= rules.opensAfter) return { kind: 'open', failures, openedAt: now, probes: 0, probeAt: now };
  if (circuit.kind === 'closed') return { kind: 'closed', failures };
  return { kind: 'recovering', failures, atOnce: Math.ceil(circuit.atOnce / 2) };
}
