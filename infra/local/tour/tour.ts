import { performance } from 'node:perf_hooks';
import { REGION } from '../account.ts';
import { buildBundle } from '../command/bundle.ts';
import { plain } from '../command/screen.ts';
import { listenForStop } from '../command/stopping.ts';
import { table } from '../command/table.ts';
import type { Lying } from '../lying.ts';
import { type Stack, startStack } from '../stack.ts';
import { SOME_NAMES } from '../vault/names.ts';
import type { Door } from './door.ts';
import { offboarding } from './offboarding.ts';
import { responder } from './responder.ts';
import { siem } from './siem.ts';

const DOORS: readonly Door[] = [siem, responder, offboarding];

/** Shows all ways in, one after the other, on this machine alone. @returns the exit code */
export async function tour(): Promise<number> {
  const stopping = listenForStop();
  if (!(await buildBundle(stopping.signal))) return stopping.exitCode() ?? 1;
  const say = (line: string) => void process.stdout.write(`${plain(line) === '' ? '' : line}\n`);
  const stack = await startStack({ vault: { names: SOME_NAMES, latencyMs: 20 } });
  const environment = { ...stack.environment, AWS_DEFAULT_REGION: REGION };
  try {
    let missed = 0;
    for (const [index, door] of DOORS.entries()) {
      say(`${index + 1}. ${door.title}`);
      say(`   In hand: ${door.inHand}.`);
      say('');
      const before = performance.now();
      const lettersBefore = (await stack.deadLetters()).length;
      await door.show({ stack, environment, say, signal: stopping.signal });
      await stack.settled();
      const letters = (await stack.deadLetters()).slice(lettersBefore);
      for (const line of outcome(door, stack, letters, performance.now() - before)) say(line);
      missed += door.disables.filter((id) => stack.vault.stateOf(id) !== 'inactive').length;
    }
    say(missed === 0 ? 'All that was named is disabled, or a dead letter says why not.' : `${missed} not disabled.`);
    return missed === 0 ? 0 : 1;
  } catch (error) {
    const stopped = stopping.exitCode();
    if (stopped === undefined) throw error;
    return stopped;
  } finally {
    await stack.stop();
  }
}

function outcome(door: Door, stack: Stack, letters: readonly Lying[], durationMs: number): readonly string[] {
  const rows = [
    ['SECRET', 'IN THE VAULT', 'DEAD LETTER'],
    ...door.disables.map((id) => [String(id), stack.vault.stateOf(id), '']),
    ...letters.map(({ attributes }) => [
      attributes['Identifier'] ?? '-',
      stack.vault.stateOf(attributes['Identifier'] ?? ''),
      `${attributes['ErrorCode']}: ${attributes['ErrorMessage']}`,
    ]),
  ];
  return ['', ...table(rows).map((row) => `  ${row}`), '', `  ${(durationMs / 1000).toFixed(1)} s`, ''];
}
