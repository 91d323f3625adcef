import { plain } from '../../infra/local/command/screen.ts';
import { counted, table } from '../../infra/local/command/table.ts';
import { sum } from './faults-met.ts';
import type { Progress, Soaked, SoakOptions } from './soak.ts';

/** How many faults are shown one by one. */
const MOST = 20;

const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

export const inProgress = ({ sent, onQueue, kills, calls }: Progress, messages: number): string =>
  `${sent} of ${messages} messages sent, ${onQueue} on the queue, ${counted(calls, 'call')} to the vault, ${counted(kills, 'kill')}`;

/** What a run showed, for people; its last line is the whole in one. */
export function report(soaked: Soaked, { seed }: SoakOptions): readonly string[] {
  const { verdict, traces, met, kills, invocationsCut } = soaked;
  const rows = (title: string, counts: ReadonlyMap<string, number>) =>
    [...counts].map(([what, number], index) => [index === 0 ? title : '', String(number).padStart(6), what]);
  const findings = [
    ...verdict.unaccounted.map((what) => `Unaccounted for: ${what}`),
    ...soaked.wrong.map((what) => `Wrong: ${what}`),
  ].map(plain);
  return [
    '',
    ...table([
      ...rows('Faults of the wire', met.wire),
      ...rows('Faults of the vault', met.vault),
      ...rows('Processes killed', kills),
      ...rows('Then found', inNumbers(soaked)),
    ]),
    '',
    `${counted(invocationsCut, 'invocation')} without a response, ${counted(traces.cutShort, 'line')} of the log cut short, because of a kill.`,
    ...findings.slice(0, MOST),
    ...(findings.length > MOST ? [`… and ${findings.length - MOST} more.`] : []),
    '',
    `Seed ${seed}: ${counted(verdict.messages, 'message')}, ${counted(sum(kills), 'kill')}, ${percent(met.faulty, met.calls)} of ${counted(met.calls, 'call')} with a fault, ` +
      `${Math.round(soaked.durationMs / 1000)} s: ${verdict.lost.length} lost, ${verdict.unaccounted.length} unaccounted, ${soaked.wrong.length} wrong`,
  ];
}

const inNumbers = ({ verdict, traces }: Soaked): ReadonlyMap<string, number> =>
  new Map([
    ['messages sent', verdict.messages],
    ['of them accounted for', verdict.accounted],
    ['secrets named', verdict.secrets],
    ['of them inactive in the vault', verdict.disabled],
    ['dead letters', verdict.deadLetters],
    ['of them written twice', verdict.writtenTwice],
    ['lines of the log', traces.lines],
  ]);

/** The same for programs. */
export function inJson(soaked: Soaked, { seed, faults }: SoakOptions): string {
  const { verdict, traces, met, kills, invocationsCut, durationMs, wrong } = soaked;
  const { wrong: _, ...found } = verdict;
  const { calls, faulty, wire, vault } = met;
  const document = {
    seed,
    share: faults,
    ...found,
    kills: Object.fromEntries(kills),
    invocationsCut,
    calls,
    callsWithFault: faulty,
    faults: { wire: Object.fromEntries(wire), vault: Object.fromEntries(vault) },
    log: { lines: traces.lines, cutShort: traces.cutShort },
    durationMs: Math.round(durationMs),
    wrong,
  };
  return JSON.stringify(document, undefined, 2);
}
