import { readFile } from 'node:fs/promises';
import { readArguments } from './command/arguments.ts';
import { HELP } from './command/help.ts';
import { run } from './command/run.ts';
import { tour } from './tour/tour.ts';

// `npm start`. Whoever reads along may go away: then there is nobody left to work for.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(1));

process.exitCode = await start(process.argv.slice(2));

async function start(args: readonly string[]): Promise<number> {
  const command = readArguments(args);
  switch (command.kind) {
    case 'help':
      process.stdout.write(HELP);
      return 0;
    case 'version':
      process.stdout.write(`${await version()}\n`);
      return 0;
    case 'wrong':
      process.stderr.write(`${command.reason}\n`);
      return 2;
    case 'tour':
      return tour();
    case 'run':
      return run(command.options);
  }
}

async function version(): Promise<string> {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  };
  return version;
}
