import type { World } from '../command.ts';
import { described, plain } from '../wording.ts';
import { schedulerAdvice } from './advice.ts';
import type { ListOptions } from './arguments.ts';
import { inOrderOfTime, type Listed, readListed } from './listed.ts';
import type { Scheduler } from './scheduler.ts';
import { instant } from './time.ts';

/** `revoke offboard list`. @returns the exit code */
export async function runList({ json }: ListOptions, scheduler: Scheduler, { print, tell }: World): Promise<number> {
  const found = await scheduler.list();
  if (found.kind === 'failed') {
    tell(`The schedules could not be listed: ${schedulerAdvice(found.reason)}.`);
    return 3;
  }
  const schedules = inOrderOfTime(found.schedules.map(readListed));
  if (json) print(`${JSON.stringify({ schedules: schedules.map(forJson) }, null, 2)}\n`);
  else if (schedules.length === 0) tell('Nothing is scheduled.');
  else print(schedules.map((schedule) => `${lineFor(schedule)}\n`).join(''));
  return 0;
}

/** A schedule on one line, its name first. */
export const lineFor = ({ name, at, incidentId, secrets }: Listed): string =>
  at === undefined || secrets.length === 0
    ? `${name}  not made by this command`
    : `${name}  ${instant(at)}  ${plain(incidentId ?? 'no incident')}  ${described(secrets)}`;

/** A schedule as a part of a document; what is `undefined` is not written. */
export const forJson = ({ at, ...rest }: Listed) => ({ ...rest, at: at === undefined ? undefined : instant(at) });
