import type { Command } from '../command.ts';
import { OPTIONS, readArguments } from './arguments.ts';
import { runCancel } from './cancel.ts';
import { HELP } from './help.ts';
import { runList } from './list.ts';
import { runSchedule } from './schedule.ts';
import { withScheduler } from './scheduler.ts';

export const offboardCommand: Command = {
  name: 'offboard',
  summary: 'has them disabled later: revoke offboard --file leavers.csv --at 2026-12-01T18:00+01:00',
  help: HELP,
  words: ['list', 'cancel'],
  options: OPTIONS,
  run: async (args, world) => {
    const asked = readArguments(args, world.env, world.now);
    if (asked.kind === 'wrong') {
      world.tell(asked.reason);
      return 2;
    }
    const { group, identity } = asked.options.place;
    return withScheduler(group, identity, (scheduler) => {
      switch (asked.kind) {
        case 'schedule':
          return runSchedule(asked.options, scheduler, world);
        case 'list':
          return runList(asked.options, scheduler, world);
        case 'cancel':
          return runCancel(asked.options, scheduler, world);
      }
    });
  },
};
