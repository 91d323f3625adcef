import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildBundle } from '../../infra/local/command/bundle.ts';
import { openScreen, type Screen } from '../../infra/local/command/screen.ts';
import { listenForStop } from '../../infra/local/command/stopping.ts';
import { type Command, HELP, readArguments } from './arguments.ts';
import { inJson, inProgress, report } from './report.ts';
import { type Progress, soak } from './soak.ts';

// `npm run soak`. Whoever reads along may go away: then there is nobody left to work for.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(1));

/** @returns the exit code */
async function main(args: readonly string[]): Promise<number> {
  const command = readArguments(args);
  switch (command.kind) {
    case 'help':
      process.stdout.write(HELP);
      return 0;
    case 'wrong':
      process.stderr.write(`${command.reason}\n`);
      return 2;
    case 'soak':
      return play(command);
  }
}

async function play({ options, json, isToBeBuilt }: Extract<Command, { kind: 'soak' }>): Promise<number> {
  const file = fileURLToPath(options.bundle);
  if (!isToBeBuilt && !existsSync(file)) {
    process.stderr.write(`${file} cannot be read: there is no such file.\n`);
    return 2;
  }
  const { signal, exitCode } = listenForStop();
  if (isToBeBuilt && !(await buildBundle(signal))) {
    process.stderr.write(`${signal.aborted ? 'Stopped' : 'The function could not be built'}; nothing was sent.\n`);
    return exitCode() ?? 1;
  }
  const screen = openScreen(json ? process.stderr : process.stdout);
  const soaked = await soak(options, progressOn(screen, options.messages), signal);
  screen.end();
  const stopped = exitCode();
  if (stopped !== undefined) {
    screen.say('Stopped before the queue was empty: this run shows nothing.');
    return stopped;
  }
  if (json) process.stdout.write(`${inJson(soaked, options)}\n`);
  else for (const line of report(soaked, options)) screen.say(line);
  return soaked.verdict.unaccounted.length + soaked.wrong.length === 0 ? 0 : 1;
}

/** How often a line is said where no line can change in place, in milliseconds. */
const SAY_MS = 10_000;

function progressOn(screen: Screen, messages: number): (progress: Progress) => void {
  let saidAt = performance.now();
  return (progress) => {
    if (screen.isTerminal) return screen.live(inProgress(progress, messages));
    if (performance.now() - saidAt < SAY_MS) return;
    saidAt = performance.now();
    screen.say(inProgress(progress, messages));
  };
}

process.exitCode = await main(process.argv.slice(2));
