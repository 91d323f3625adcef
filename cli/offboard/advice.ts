import { adviceFor, type ServiceAdvice } from '../advice.ts';

const SCHEDULER: ServiceAdvice = {
  denied:
    'these credentials may not do it: they need scheduler:CreateSchedule, ListSchedules, GetSchedule and DeleteSchedule for ' +
    "the group's schedules, and iam:PassRole on the role",
  missing: 'there is no such group of schedules: check --group or SCHEDULE_GROUP, and the region',
  unreached: 'EventBridge Scheduler cannot be reached: check the network and the region',
};

const OWN: ReadonlyMap<string, string> = new Map([
  [
    'ValidationException',
    'EventBridge Scheduler does not take it: check that --role-arn is the ScheduleRoleArn of the stack that the group belongs to',
  ],
  ['ServiceQuotaExceededException', 'the account has as many schedules as it may have: ask AWS for a higher quota'],
  ['ThrottlingException', 'EventBridge Scheduler is asked too often just now: try it again in a minute'],
]);

/** What went wrong with EventBridge Scheduler, and what to do about it. */
export function schedulerAdvice(reason: string): string {
  const own = OWN.get(reason);
  return own === undefined ? adviceFor(reason, SCHEDULER) : `${own} (${reason})`;
}
