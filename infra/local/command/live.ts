import type { LogLine } from '../lambda/log.ts';
import type { Counts } from '../lying.ts';
import type { Outcomes, Told } from './outcomes.ts';
import { plain, type Screen } from './screen.ts';
import { counted, table } from './table.ts';

/** Shows outcomes as they come: as a table that changes in place, or a line each. */
export type Live = Readonly<{
  told: (told: Told) => void;
  /** Says what else the function has to complain of. */
  complaint: (line: LogLine) => void;
  /** @param waiting what nothing has been heard of for a while, if so */
  show: (left: Counts, callsInFlight: number | undefined, waiting: string | undefined) => void;
}>;

/** How many of the latest outcomes the table shows. */
const ROWS = 12;

export function openLive(screen: Screen, outcomes: Outcomes): Live {
  const latest: Told[] = [];
  return {
    told: (told) => {
      latest.push(told);
      if (latest.length > ROWS) latest.shift();
      if (!screen.isTerminal) screen.say(inOneLine(told));
    },
    complaint: ({ level, message }) => {
      if (level === 'WARN' || level === 'ERROR') screen.say(plain(String(message)));
    },
    show: (left, callsInFlight, waiting) => {
      if (!screen.isTerminal) return;
      screen.live(
        [
          '',
          `${counted(left.visible + left.inFlight + left.delayed, 'message')} on the queue${calls(callsInFlight)}`,
          tally(outcomes),
          '',
          ...table([['SECRET', 'INCIDENT', 'OUTCOME', 'CALLS', 'TIME'], ...latest.map(row)]),
          ...(waiting === undefined ? [] : ['', waiting]),
        ].join('\n'),
      );
    },
  };
}

const calls = (inFlight: number | undefined) =>
  inFlight === undefined ? '' : `, ${counted(inFlight, 'call')} in flight to the vault`;

function tally(outcomes: Outcomes): string {
  const each = [...outcomes.tally()].map(([outcome, number]) => `${number} ${outcome}`);
  return `Secrets: ${each.join(', ') || 'no outcome yet'}`;
}

const row = ({ identifier, incidentId, outcome, attempts, durationMs }: Told): readonly string[] => [
  identifier,
  plain(incidentId ?? '-'),
  outcome,
  String(attempts),
  `${durationMs} ms`,
];

/** Wide enough for most, so that lines that come one by one stand below each other. */
const WIDTHS = { identifier: 7, incident: 20, outcome: 16, calls: 7 } as const;

const inOneLine = (told: Told): string =>
  [
    told.identifier.padEnd(WIDTHS.identifier),
    plain(told.incidentId ?? '-').padEnd(WIDTHS.incident),
    told.outcome.padEnd(WIDTHS.outcome),
    counted(told.attempts, 'call').padEnd(WIDTHS.calls),
    `${told.durationMs} ms`.padStart(8),
    ...(told.reason === undefined ? [] : [plain(told.reason)]),
  ].join('  ');
