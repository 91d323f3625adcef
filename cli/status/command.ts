import { openTrail } from '../audit/trail.ts';
import type { Command } from '../command.ts';
import { OPTIONS, readArguments } from './arguments.ts';
import { HELP } from './help.ts';
import { runStatus } from './status.ts';

export const statusCommand: Command = {
  name: 'status',
  summary: 'says how an incident stands: revoke status INC-1',
  help: HELP,
  options: OPTIONS,
  run: async (args, world) => {
    const asked = readArguments(args, world.env);
    if (asked.kind === 'wrong') {
      world.tell(asked.reason);
      return 2;
    }
    const trail = openTrail(asked.options);
    try {
      return await runStatus(asked.options, trail, world);
    } finally {
      trail.close();
    }
  },
};
