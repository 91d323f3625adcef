import type { World } from '../../cli/command.ts';
import { readArguments } from '../../cli/offboard/arguments.ts';
import { runCancel } from '../../cli/offboard/cancel.ts';
import { runList } from '../../cli/offboard/list.ts';
import type { Stored } from '../../cli/offboard/listed.ts';
import { runSchedule } from '../../cli/offboard/schedule.ts';
import type { Scheduler } from '../../cli/offboard/scheduler.ts';

const ENV = {
  SCHEDULE_GROUP: 'offboarding',
  SCHEDULE_ROLE_ARN: 'arn:aws:iam::123456789012:role/offboarding',
  QUEUE_ARN: 'arn:aws:sqs:eu-central-1:123456789012:compromised',
  SCHEDULE_DEAD_LETTER_QUEUE_ARN: 'arn:aws:sqs:eu-central-1:123456789012:undelivered',
};

/** A group of schedules in memory, and `revoke offboard …` on it. */
export function offboarding(given: Partial<Scheduler> = {}) {
  const schedules = new Map<string, Stored>();
  const scheduler: Scheduler = {
    create: async ({ name, at, input }) => {
      if (schedules.has(name)) return { kind: 'there-already' };
      schedules.set(name, { name, expression: `at(${at.toISOString().slice(0, 19)})`, timeZone: 'UTC', input });
      return { kind: 'created' };
    },
    list: async () => ({ kind: 'listed', schedules: [...schedules.values()] }),
    remove: async (name) => ({ kind: schedules.delete(name) ? 'removed' : 'gone' }),
    ...given,
  };

  /** In a world in which only what is given is as it is. */
  async function revoke(args: readonly string[], around: Partial<World> = {}) {
    const seen = { asked: 0, printed: '', told: '' };
    const world: World = {
      env: ENV,
      now: new Date('2026-11-25T15:07:00Z'),
      userName: 'ann',
      canAsk: true,
      print: (text) => {
        seen.printed += text;
      },
      tell: (line) => {
        seen.told += `${line}\n`;
      },
      ...around,
      isConfirmed: async (question) => {
        seen.asked += 1;
        return around.isConfirmed?.(question) ?? false;
      },
    };
    const asked = readArguments(args, world.env, world.now);
    if (asked.kind === 'wrong') throw new Error(asked.reason);
    const code =
      asked.kind === 'schedule'
        ? await runSchedule(asked.options, scheduler, world)
        : asked.kind === 'list'
          ? await runList(asked.options, scheduler, world)
          : await runCancel(asked.options, scheduler, world);
    return { code, ...seen };
  }
  return { schedules, revoke };
}
