import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schedulerEnvironment, startScheduler } from '../scheduler.ts';
import { revoke } from './command.ts';
import type { Door } from './door.ts';

const LEAVERS = 'name,tag\nMax Mustermann,leaver-mmustermann\n';

const DAY_MS = 86_400_000;

/** Somebody's last day is known beforehand. */
export const offboarding: Door = {
  title: 'Offboarding: a schedule',
  inHand: 'a list of leavers, and a date; which secrets are theirs stands in the vault, as a tag',
  disables: [201, 202, 203],
  show: async (shown) => {
    const { stack, say } = shown;
    const scheduler = await startScheduler(new Map([[stack.queues.sourceArn, stack.send]]));
    await using folder = await mkdtempDisposable(join(tmpdir(), 'tour-'));
    try {
      const file = join(folder.path, 'leavers.csv');
      await writeFile(file, LEAVERS);
      const tomorrow = new Date(Date.now() + DAY_MS).toISOString().slice(0, 11);
      const at = `${tomorrow}18:00Z`;
      const environment = { ...shown.environment, ...schedulerEnvironment(scheduler, stack.queues.sourceArn) };
      const there = { ...shown, environment, say: (line: string) => say(line.replaceAll(file, 'leavers.csv')) };
      for (const line of LEAVERS.trim().split('\n')) say(`  leavers.csv: ${line}`);
      await revoke(['offboard', '--file', file, '--at', at, '--incident', 'OFFBOARD-1', '--yes'], there);
      say('');
      await revoke(['offboard', 'list'], there);
      say('');
      say(`  A day passes, and it is ${at}.`);
      await scheduler.deliverDue(Date.parse(at));
    } finally {
      await scheduler.stop();
    }
  },
};
