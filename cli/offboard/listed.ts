import { parseMessage } from '../../lib/message/parse.ts';
import { type Named, readNamed } from '../../lib/roster/named.ts';

/** A schedule as the service has it. */
export type Stored = Readonly<{ name: string; expression: string; timeZone: string; input: string }>;

/** A schedule that waits for its time. What this command has not made may be of another form; it is listed all the same. */
export type Listed = Readonly<{
  name: string;
  at: Date | undefined;
  incidentId: string | undefined;
  secrets: readonly Named[];
}>;

/** Reads what a schedule is going to do. */
export function readListed({ name, expression, timeZone, input }: Stored): Listed {
  const [, time] = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression) ?? [];
  const parsed = parseMessage(input);
  const compromise = parsed.kind === 'compromise' ? parsed.compromise : undefined;
  return {
    name,
    at: time !== undefined && timeZone === 'UTC' ? new Date(`${time}Z`) : undefined,
    incidentId: compromise?.incidentId,
    secrets: (compromise?.document.secrets ?? []).flatMap((entry) => {
      const read = readNamed(entry);
      return read.kind === 'named' ? read.named : [];
    }),
  };
}

/** The next one first. */
export const inOrderOfTime = (all: readonly Listed[]): readonly Listed[] =>
  all.toSorted(({ at: one }, { at: other }) => (one?.getTime() ?? 0) - (other?.getTime() ?? 0));
