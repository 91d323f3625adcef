import { openTrail } from '../audit/trail.ts';
import type { Command } from '../command.ts';
import { interruption } from '../interruption.ts';
import { readSecret } from '../vault-credentials.ts';
import { OPTIONS, readArguments } from './arguments.ts';
import { openEnabling } from './enable.ts';
import { HELP } from './help.ts';
import { runUndo } from './undo.ts';

export const undoCommand: Command = {
  name: 'undo',
  summary: 'enables again what an incident disabled by mistake: revoke undo INC-1 --reason TEXT',
  help: HELP,
  options: OPTIONS,
  run: async (args, world) => {
    const asked = readArguments(args, world);
    if (asked.kind === 'wrong') {
      world.tell(asked.reason);
      return 2;
    }
    const { options } = asked;
    const trail = openTrail(options);
    try {
      return await runUndo(options, {
        ...world,
        trail,
        readSecret: () => readSecret(options.secretId, options),
        openEnabling,
        now: () => new Date(),
        interruption,
      });
    } finally {
      trail.close();
    }
  },
};
