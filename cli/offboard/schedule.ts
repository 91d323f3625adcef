import type { World } from '../command.ts';
import { refused } from '../secrets/consent.ts';
import { gather, inLines } from '../secrets/gather.ts';
import { counted, described, plain, word } from '../wording.ts';
import { schedulerAdvice } from './advice.ts';
import type { ScheduleOptions } from './arguments.ts';
import { incidentAt, type Plan, plan } from './plan.ts';
import type { Scheduler } from './scheduler.ts';
import { instant } from './time.ts';

const NOTHING = 'Nothing was scheduled';

/** `revoke offboard … --at …`. @returns the exit code */
export async function runSchedule(options: ScheduleOptions, scheduler: Scheduler, world: World): Promise<number> {
  const { tell } = world;
  const gathered = await gather(options, NOTHING, options.planned.day);
  if (gathered.kind === 'wrong') {
    tell(gathered.reason);
    return 2;
  }
  const { secrets, skipped } = gathered;
  const { at, typed } = options.planned;
  const incident = {
    incidentId: options.incidentId ?? incidentAt(at),
    reason: options.reason,
    reportedBy: world.userName,
    // When it arrives, it is as old as if somebody had sent it then.
    reportedAt: at,
    dryRun: false,
  };
  const planning = plan(secrets, incident, options.to.queueArn);
  if (planning.kind === 'malformed') {
    tell(`The function would not take it: ${planning.reason}. ${NOTHING}.`);
    return 2;
  }
  if (skipped.length > 0) tell(`${inLines(skipped)}\nGoing on without ${counted(skipped.length, 'row')}.`);
  tell(`To be disabled at ${typed}, which is ${instant(at)}, in ${away(at, world.now)}: ${described(secrets)}`);
  tell(`Incident ${plain(incident.incidentId)}, in the group ${options.place.group}`);
  const code = await refused(secrets, options, { question: 'Schedule it?', nothing: NOTHING }, world);
  if (code !== undefined) return code;

  const made = await createAll(planning.plans, options, scheduler);
  if (made.failure !== undefined) {
    tell(`${made.schedules.length} of ${planning.plans.length} are scheduled: ${schedulerAdvice(made.failure)}.`);
    tell(
      `Then do the same again with --incident ${word(incident.incidentId)}: what is scheduled already stays as it is.`,
    );
    return 3;
  }
  const result = { incidentId: incident.incidentId, at: instant(at), schedules: made.schedules, secrets, skipped };
  world.print(options.json ? `${JSON.stringify(result, null, 2)}\n` : inWords(made.schedules));
  return 0;
}

type Made = Readonly<{ name: string; isNew: boolean }>;

/** One after another, up to the first that fails. */
async function createAll(plans: readonly Plan[], { to }: ScheduleOptions, scheduler: Scheduler) {
  const schedules: Made[] = [];
  for (const each of plans) {
    const done = await scheduler.create(each, to);
    if (done.kind === 'failed') return { schedules, failure: done.reason };
    schedules.push({ name: each.name, isNew: done.kind === 'created' });
  }
  return { schedules, failure: undefined };
}

const inWords = (schedules: readonly Made[]): string =>
  schedules.map(({ name, isNew }) => `${isNew ? 'Scheduled' : 'Already scheduled'}: ${name}\n`).join('');

const MINUTES = 60_000;

/** How far away it is, so that a wrong day or zone is seen: `5 days 23 h 0 min`. */
function away(at: Date, now: Date): string {
  const minutes = Math.round((at.getTime() - now.getTime()) / MINUTES);
  const days = Math.floor(minutes / 1440);
  return `${days > 0 ? `${counted(days, 'day')} ` : ''}${Math.floor((minutes % 1440) / 60)} h ${minutes % 60} min`;
}
