import type { Outgoing } from '../message/outgoing.ts';
import type { Entry } from '../report/entry.ts';
import { type Day, today } from '../roster/day.ts';
import { writeMessages } from '../roster/messages.ts';
import type { Named } from '../roster/named.ts';
import { readList } from '../roster/read.ts';
import { type BadRow, due } from './due.ts';
import type { Fetched } from './list.ts';
import type { SweepSettings } from './settings.ts';

/** What a sweep needs of the world. */
export type Sweeping = Readonly<{
  fetchList: () => Promise<Fetched>;
  send: (messages: readonly Outgoing[]) => Promise<{ kind: 'sent' } | { kind: 'failed'; reason: string }>;
  log: (entry: Entry) => void;
  now: Date;
}>;

/** `failed`: a person has to look; what could be sent has been sent all the same. */
export type Swept = { readonly kind: 'swept' } | { readonly kind: 'failed'; readonly reason: string };

/**
 * The daily sweep: has the secrets disabled of everybody whose last day has come. What a sweep before it has sent already is
 * sent again, which does no harm.
 */
export async function sweep(
  { fetchList, send, log, now }: Sweeping,
  { key, timeZone, lookBackDays }: Pick<SweepSettings, 'key' | 'timeZone' | 'lookBackDays'>,
): Promise<Swept> {
  const failed = (reason: string): Swept => {
    log({
      level: 'error',
      message: 'The list of leavers was not swept',
      fields: { event: 'leavers.not-swept', reason },
    });
    return { kind: 'failed', reason };
  };
  const fetched = await fetchList();
  if (fetched.kind === 'failed') return failed(fetched.reason);
  const list = readList(key, fetched.bytes);
  if (list.kind === 'unclear') return failed(`The list of leavers ${list.fault}`);

  const day = today(now, timeZone);
  const { days, bad } = due(list.rows, day, lookBackDays);
  const written = [...days].map((each) => messagesFor(each, now));
  const malformed = written.find(({ kind }) => kind === 'malformed');
  if (malformed?.kind === 'malformed') return failed(`The function would not take it: ${malformed.reason}`);
  const messages = written.flatMap((each) => (each.kind === 'written' ? each.bodies : [])).map(outgoing);
  const sent = await send(messages);
  if (sent.kind === 'failed') return failed(`Not everything could be sent: ${sent.reason}`);

  for (const each of bad.slice(0, MOST_LINES)) log(badRowEntry(each));
  const secrets = [...days.values()].reduce((sum, named) => sum + named.length, 0);
  log({
    level: 'info',
    message: 'The list of leavers was swept',
    fields: { event: 'leavers.swept', day, days: days.size, secrets, messages: messages.length, badRows: bad.length },
  });
  if (bad.length === 0) return { kind: 'swept' };
  return {
    kind: 'failed',
    reason: `Rows of the list of leavers that cannot be read: ${bad.length}. All others were sent`,
  };
}

/** The same incident for the same day, however often it is swept. */
const messagesFor = ([day, named]: readonly [Day, readonly Named[]], now: Date) =>
  writeMessages(
    {
      incidentId: `OFFBOARD-${day}`,
      reason: `The list of leavers says that ${day} is the last day`,
      // Of each day by itself, so that what was swept before does not use up what one source may have disabled in an hour.
      reportedBy: `sweep-leavers ${day}`,
      reportedAt: now,
      dryRun: false,
    },
    named,
  );

const outgoing = (body: string): Outgoing => ({ write: () => body, attributes: [], delaySeconds: 0 });

/** A list in which nothing can be read need not fill the log. */
const MOST_LINES = 100;

const badRowEntry = ({ place, fault }: BadRow): Entry => ({
  level: 'error',
  message: 'A row of the list of leavers cannot be read',
  fields: { event: 'leavers.bad-row', place, fault },
});
