#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { endpointOfSqs } from '../lib/settings.ts';
import manifest from '../package.json' with { type: 'json' };
import { readArguments } from './arguments.ts';
import { canAsk, isConfirmed } from './ask.ts';
import { helpOf } from './help.ts';
import { madeUpIncident } from './incident.ts';
import { runSend, type Surroundings } from './send.ts';
import { send } from './sqs.ts';

// Whoever reads along may go away, which is no reason to leave half of it unsent.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

process.exitCode = await revoke(process.argv.slice(2));

/** @returns the exit code */
async function revoke(args: readonly string[]): Promise<number> {
  const command = readArguments(args, process.env);
  switch (command.kind) {
    case 'help':
      process.stdout.write(helpOf(command.of));
      return 0;
    case 'version':
      process.stdout.write(`${manifest.version}\n`);
      return 0;
    case 'wrong':
      process.stderr.write(`${command.reason}\n`);
      return 2;
    case 'send':
      return runSend(command.options, surroundings());
  }
}

function surroundings(): Surroundings {
  const now = new Date();
  return {
    now,
    userName: userName(),
    endpointIsSet: endpointOfSqs(process.env) !== undefined,
    madeUp: () => madeUpIncident(now, randomBytes(2)),
    canAsk: canAsk(),
    isConfirmed,
    send,
    print: (text) => process.stdout.write(text),
    tell: (line) => process.stderr.write(`${line}\n`),
  };
}

/** In a container the user may have no name. */
function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
