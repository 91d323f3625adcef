import { approveCommand } from './approve/command.ts';
import type { Command } from './command.ts';
import { completionCommand } from './completion/command.ts';
import { deadLettersCommand } from './dead-letters/command.ts';
import { doctorCommand } from './doctor/command.ts';
import { offboardCommand } from './offboard/command.ts';
import { reportCommand } from './report/command.ts';
import { sendCommand } from './send/command.ts';
import { statusCommand } from './status/command.ts';
import { undoCommand } from './undo/command.ts';

/** Everything that `revoke` can do, in the order in which it is told. */
export const COMMANDS: readonly Command[] = [
  sendCommand,
  statusCommand,
  reportCommand,
  approveCommand,
  offboardCommand,
  deadLettersCommand,
  undoCommand,
  doctorCommand,
  completionCommand(() => COMMANDS),
];
