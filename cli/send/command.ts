import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { endpointOfSqs } from '../../lib/settings.ts';
import { openTrail } from '../audit/trail.ts';
import type { Command } from '../command.ts';
import { progressOn } from '../progress.ts';
import { OPTIONS, readArguments } from './arguments.ts';
import { HELP } from './help.ts';
import { madeUpIncident } from './incident.ts';
import { runSend } from './send.ts';
import { send } from './sqs.ts';

export const sendCommand: Command = {
  name: 'send',
  summary: 'sends secrets to be disabled: revoke send 5 7 9 --incident INC-1',
  help: HELP,
  options: OPTIONS,
  run: async (args, world) => {
    const asked = readArguments(args, world.env);
    if (asked.kind === 'wrong') {
      world.tell(asked.reason);
      return 2;
    }
    return runSend(asked.options, {
      ...world,
      endpointIsSet: endpointOfSqs(world.env) !== undefined,
      madeUp: () => madeUpIncident(world.now, randomBytes(2)),
      send,
      openTrail,
      elapsed: () => performance.now(),
      sleep: (ms) => setTimeout(ms),
      progress: progressOn(process.stderr),
    });
  },
};
