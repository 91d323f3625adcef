import type { Stage } from './stage.ts';
import { WIRE_FAULTS } from './wire.ts';

export type FaultsMet = Readonly<{
  /** Requests to the vault and its token endpoint, and how many of them met a fault. */
  calls: number;
  faulty: number;
  wire: ReadonlyMap<string, number>;
  vault: ReadonlyMap<string, number>;
}>;

/** Counts what went wrong, where it went wrong. */
export function faultsMet({ proxy, vault: { seen } }: Pick<Stage, 'proxy' | 'vault'>): FaultsMet {
  const wire = new Map(WIRE_FAULTS.map((fault) => [fault, proxy.met.get(fault) ?? 0]));
  const vault = new Map<string, number>();
  for (const { fault } of [...seen.calls, ...seen.tokenRequests]) {
    if (fault !== undefined) vault.set(fault.inWords, (vault.get(fault.inWords) ?? 0) + 1);
  }
  return { calls: proxy.requests(), faulty: sum(wire) + sum(vault), wire, vault };
}

/** So many of a kind are to be expected that none at all is no chance, but a run that does not do what it says. */
const EXPECTED = 20;

/** Why a run was too mild to show anything, if it was. @param perMille how often a call meets each of the wire's faults */
export function tooMild({ calls, wire }: FaultsMet, perMille: number, kills: number): readonly string[] {
  const isExpected = (calls * perMille) / 1000 > EXPECTED;
  return [
    ...(kills === 0 ? ['no process was killed'] : []),
    ...[...wire].filter(([, met]) => isExpected && met === 0).map(([fault]) => `no call met ${fault}`),
  ];
}

export const sum = (counts: ReadonlyMap<unknown, number>): number => counts.values().reduce((all, one) => all + one, 0);
