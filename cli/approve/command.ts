import { endpointOfSqs } from '../../lib/settings.ts';
import type { Command } from '../command.ts';
import { runApprove } from './approve.ts';
import { OPTIONS, readArguments } from './arguments.ts';
import { HELP } from './help.ts';
import { openQueues } from './queues.ts';

export const approveCommand: Command = {
  name: 'approve',
  summary: 'shows what waits for approval, and has it disabled: revoke approve INC-1',
  help: HELP,
  options: OPTIONS,
  run: async (args, world) => {
    const asked = readArguments(args, world);
    if (asked.kind === 'wrong') {
      world.tell(asked.reason);
      return 2;
    }
    const queues = openQueues({ ...asked.options, endpointIsSet: endpointOfSqs(world.env) !== undefined });
    try {
      return await runApprove(asked.options, { ...world, queues });
    } finally {
      queues.close();
    }
  },
};
