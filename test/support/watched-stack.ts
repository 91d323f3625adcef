import { expect } from 'vitest';
import { type Stack, type StackOptions, startStack } from '../../infra/local/stack.ts';
import { body } from './messages.ts';

/**
 * The local stack around the built bundle. When its block ends it looks at everything that came out of it: no secret
 * material anywhere, one JSON object a line, nothing touched that must not be, and no more calls at once than allowed.
 */
export async function watchedStack(options: StackOptions = {}): Promise<Stack> {
  const stack = await startStack(options);
  return {
    ...stack,
    [Symbol.asyncDispose]: async () => {
      const onQueues = await Promise.all((['source', 'deadLetters', 'approval'] as const).map(stack.queues.peek));
      await stack.stop();
      const { vault, log, received, failedInvocations } = stack;
      const output = JSON.stringify([onQueues, received, log.lines, log.strayLines, failedInvocations]);
      const material = [...vault.everSecret(), ...Object.values(options.credentials ?? {}).filter(isKey)];
      expect(material.filter((secret) => output.includes(JSON.stringify(secret).slice(1, -1)))).toEqual([]);
      expect(output).not.toMatch(/bearer (?!\[redacted\])/i);
      expect(log.strayLines).toEqual([]);
      expect(vault.seen.violations).toEqual([]);
      expect(vault.seen.mostInFlight).toBeLessThanOrEqual(Number(options.settings?.['CONCURRENCY'] ?? 10));
    },
  };
}

const isKey = (value: string) => value.includes('PRIVATE KEY');

/** A message as the function's users send it. */
export const message = (identifiers: readonly (string | number)[], more: object = {}): string =>
  body(identifiers, { incidentId: 'INC-2041', ...more });

/** The log's lines for one secret, the oldest first. */
export const linesFor = (stack: Pick<Stack, 'log'>, identifier: string | number) =>
  stack.log.lines.filter((line) => line['event'] === 'secret.outcome' && line['identifier'] === String(identifier));

export const outcomesOf = (stack: Pick<Stack, 'log'>, identifier: string | number) =>
  linesFor(stack, identifier).map((line) => line['outcome']);

export const events = (stack: Pick<Stack, 'log'>) => stack.log.lines.map((line) => line['event']);
