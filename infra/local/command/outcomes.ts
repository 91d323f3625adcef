import type { LogLine } from '../lambda/log.ts';

/** What the function's log tells of one secret in one invocation, for one message. */
export type Told = Readonly<{
  identifier: string;
  incidentId: string | undefined;
  outcome: string;
  reason: string | undefined;
  attempts: number;
  /** In milliseconds. */
  durationMs: number;
  requestId: string | undefined;
  invocation: string;
}>;

/** What has become of one secret so far. */
export type History = Readonly<{
  /** The latest, but once a secret is disabled, nothing later counts. */
  told: Told;
  /** Calls in all invocations together. */
  attempts: number;
  isDisabled: boolean;
}>;

export type Outcomes = Readonly<{
  /** Takes a line of the log. @returns what it tells, where it is about a secret */
  take: (line: LogLine) => Told | undefined;
  of: (identifier: string) => History | undefined;
  /** How many secrets have which outcome. */
  tally: () => ReadonlyMap<string, number>;
}>;

export function keepOutcomes(): Outcomes {
  const histories = new Map<string, History>();
  const tally = new Map<string, number>();
  const invocations = new Set<string>();
  return {
    take: (line) => {
      const told = readTold(line);
      if (told === undefined) return undefined;
      const before = histories.get(told.identifier);
      // A secret that two messages of a batch name is one piece of work, told twice.
      const work = `${told.invocation}/${told.identifier}`;
      const attempts = (before?.attempts ?? 0) + (invocations.has(work) ? 0 : told.attempts);
      invocations.add(work);
      const history = before?.isDisabled
        ? { ...before, attempts }
        : { told, attempts, isDisabled: isDisabled(told.outcome) };
      histories.set(told.identifier, history);
      count(tally, before?.told.outcome, -1);
      count(tally, history.told.outcome, 1);
      return told;
    },
    of: (identifier) => histories.get(identifier),
    tally: () => tally,
  };
}

export const isDisabled = (outcome: string): boolean => outcome === 'disabled' || outcome === 'already-disabled';

function count(tally: Map<string, number>, outcome: string | undefined, by: number): void {
  if (outcome === undefined) return;
  const number = (tally.get(outcome) ?? 0) + by;
  if (number === 0) tally.delete(outcome);
  else tally.set(outcome, number);
}

function readTold(line: LogLine): Told | undefined {
  if (line['event'] !== 'secret.outcome') return undefined;
  const text = (name: string) => (typeof line[name] === 'string' ? line[name] : undefined);
  return {
    identifier: text('identifier') ?? '',
    incidentId: text('incidentId'),
    outcome: text('outcome') ?? '',
    reason: text('reason'),
    attempts: Number(line['attempts'] ?? 0),
    durationMs: Number(line['durationMs'] ?? 0),
    requestId: text('requestId'),
    invocation: text('function_request_id') ?? '',
  };
}
