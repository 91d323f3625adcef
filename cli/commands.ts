import type { Command } from './command.ts';
import { completionCommand } from './completion/command.ts';
import { sendCommand } from './send/command.ts';
import { statusCommand } from './status/command.ts';

/** Everything that `revoke` can do, in the order in which it is told. */
export const COMMANDS: readonly Command[] = [sendCommand, statusCommand, completionCommand(() => COMMANDS)];
