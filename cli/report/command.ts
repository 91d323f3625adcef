import { writeFile } from 'node:fs/promises';
import manifest from '../../package.json' with { type: 'json' };
import { openTrail } from '../audit/trail.ts';
import type { Command } from '../command.ts';
import { OPTIONS, readArguments } from './arguments.ts';
import { HELP } from './help.ts';
import { runReport } from './report.ts';

export const reportCommand: Command = {
  name: 'report',
  summary: 'writes what became of an incident: revoke report INC-1 --html report.html',
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
      return await runReport(asked.options, { ...world, trail, version: manifest.version, writeFile: write });
    } finally {
      trail.close();
    }
  },
};

const write = (file: string, text: string): Promise<string | undefined> =>
  writeFile(file, text).then(
    () => undefined,
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'),
  );
