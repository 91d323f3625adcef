import { knowsRegion } from '../aws.ts';
import type { Command } from '../command.ts';
import { readSecret } from '../vault-credentials.ts';
import { OPTIONS, readArguments } from './arguments.ts';
import { readAttributes } from './aws.ts';
import { describeTable } from './describe-table.ts';
import { runDoctor } from './doctor.ts';
import { HELP } from './help.ts';
import { vaultFindings } from './vault.ts';

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'says whether all that the function needs is as it should be',
  help: HELP,
  options: OPTIONS,
  run: async (args, world) => {
    const asked = readArguments(args, world.env);
    if (asked.kind === 'wrong') {
      world.tell(asked.reason);
      return 2;
    }
    return runDoctor(asked.options, {
      ...world,
      knowsRegion,
      readAttributes,
      describeTable,
      readSecret,
      vaultFindings,
    });
  },
};
