import { answered, atOnce, type Circuit, type CircuitRules, CLOSED } from '../../../lib/disable/circuit.ts';
import type { LogLine } from '../lambda/log.ts';
import type { Seen } from '../vault/seen.ts';

/** The circuit of the one container. */
export type Breaker = Readonly<{
  kind: Circuit['kind'];
  /** How many calls may be in flight. */
  atOnce: number;
  /** Why it is open. */
  reason: string;
}>;

/** What is known from outside: that it opened, from the log; how far it has come since, from what the vault has answered. */
export function watchBreaker(seen: Pick<Seen, 'calls'>, concurrency: number) {
  const rules: CircuitRules = { concurrency, opensAfter: Number.POSITIVE_INFINITY, restMs: () => 0 };
  const open: Circuit = { kind: 'open', failures: 0, openedAt: 0, probes: 0, probeAt: 0 };
  let trouble: Readonly<{ reason: string; callsBefore: number; isOver: boolean }> | undefined;
  return {
    take: ({ event, reason }: LogLine): void => {
      // It is said again of every batch until it is over.
      if (event === 'vault.circuit-open') {
        trouble = { reason: String(reason), callsBefore: seen.calls.length, isOver: false };
      }
      if (event === 'vault.circuit-closed' && trouble !== undefined) trouble = { ...trouble, isOver: true };
    },
    now: (): Breaker => {
      if (trouble === undefined) return { kind: 'closed', atOnce: concurrency, reason: '' };
      const answers = answersInARow(seen.calls.slice(trouble.callsBefore), concurrency);
      let circuit: Circuit = open;
      for (let count = trouble.isOver ? Math.max(1, answers) : answers; count > 0 && circuit !== CLOSED; count -= 1) {
        circuit = answered(circuit, rules);
      }
      if (circuit === CLOSED) trouble = undefined;
      return { kind: circuit.kind, atOnce: atOnce(circuit, rules), reason: trouble?.reason ?? '' };
    },
  };
}

/** The latest calls that were answered, up to the last one that was not. */
function answersInARow(calls: Seen['calls'], most: number): number {
  const ended = calls.filter(({ endedAt }) => endedAt !== undefined).slice(-most);
  const lastFault = ended.findLastIndex(({ fault, status }) => fault !== undefined || status === undefined);
  return ended.length - 1 - lastFault;
}
