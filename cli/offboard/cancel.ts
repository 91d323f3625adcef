import type { World } from '../command.ts';
import { counted } from '../wording.ts';
import { schedulerAdvice } from './advice.ts';
import type { CancelOptions, Which } from './arguments.ts';
import { lineFor } from './list.ts';
import { inOrderOfTime, type Listed, readListed } from './listed.ts';
import type { Scheduler } from './scheduler.ts';

const NOTHING = 'Nothing was cancelled.';

/** `revoke offboard cancel`. @returns the exit code; 1 where any of it was gone already, because then it may have run */
export async function runCancel(options: CancelOptions, scheduler: Scheduler, world: World): Promise<number> {
  const { tell } = world;
  // Listed first, because a group or a region that is wrong must not look like schedules that are gone.
  const found = await scheduler.list();
  if (found.kind === 'failed') {
    tell(`${NOTHING} ${schedulerAdvice(found.reason)}.`);
    return 3;
  }
  const { there, missing } = choose(options.which, inOrderOfTime(found.schedules.map(readListed)));
  for (const name of missing) tell(goneLine(name));
  if (there.length === 0) {
    if (missing.length === 0) tell(noneLine(options.which));
    const code = finish({ cancelled: [], gone: missing }, options, world);
    // Then it is as it shall be.
    return options.which.by === 'all' ? 0 : code;
  }
  for (const schedule of there) tell(lineFor(schedule));
  if (!options.confirmed) {
    if (!world.canAsk) {
      tell(`Nobody can be asked: add --yes. ${NOTHING}`);
      return 2;
    }
    if (!(await world.isConfirmed(`Cancel ${counted(there.length, 'schedule')}? Type yes: `))) {
      tell(NOTHING);
      return 1;
    }
  }
  const cancelled: string[] = [];
  const gone = [...missing];
  for (const { name } of there) {
    const removed = await scheduler.remove(name);
    if (removed.kind === 'failed') {
      tell(`${cancelled.length} of ${there.length} are cancelled: ${schedulerAdvice(removed.reason)}.`);
      return 3;
    }
    if (removed.kind === 'gone') tell(goneLine(name));
    (removed.kind === 'gone' ? gone : cancelled).push(name);
  }
  return finish({ cancelled, gone }, options, world);
}

function choose(which: Which, all: readonly Listed[]) {
  switch (which.by) {
    case 'all':
      return { there: all, missing: [] };
    case 'incident':
      return { there: all.filter(({ incidentId }) => incidentId === which.incidentId), missing: [] };
    case 'name': {
      const names = new Set(which.names);
      const there = all.filter(({ name }) => names.has(name));
      for (const { name } of there) names.delete(name);
      return { there, missing: [...names] };
    }
  }
}

type Result = Readonly<{ cancelled: readonly string[]; gone: readonly string[] }>;

function finish(result: Result, { json }: CancelOptions, { print }: World): number {
  const { cancelled, gone } = result;
  if (json) print(`${JSON.stringify(result, null, 2)}\n`);
  else print(cancelled.map((name) => `Cancelled: ${name}\n`).join(''));
  return cancelled.length > 0 && gone.length === 0 ? 0 : 1;
}

const goneLine = (name: string): string =>
  `${name} is gone: it has run, or was cancelled. What has run stands in the function's log.`;

const noneLine = (which: Which): string =>
  which.by === 'incident'
    ? 'Nothing is scheduled for that incident: it has run, or was cancelled. See revoke offboard list.'
    : 'Nothing is scheduled.';
