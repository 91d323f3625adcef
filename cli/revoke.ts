#!/usr/bin/env node
import { userInfo } from 'node:os';
import manifest from '../package.json' with { type: 'json' };
import { canAsk, isConfirmed } from './ask.ts';
import { COMMANDS } from './commands.ts';
import { run } from './run.ts';

// Whoever reads along may go away, which is no reason to leave half of it undone.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

process.exitCode = await run(
  process.argv.slice(2),
  { commands: COMMANDS, version: manifest.version },
  {
    env: process.env,
    now: new Date(),
    userName: userName(),
    canAsk: canAsk(),
    isConfirmed,
    print: (text) => process.stdout.write(text),
    tell: (line) => process.stderr.write(`${line}\n`),
  },
);

/** In a container the user may have no name. */
function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
