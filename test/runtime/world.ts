import assert from 'node:assert/strict';
import { type Stack, type StackOptions, startStack } from '../../infra/local/stack.ts';
import { launch, type Sandbox } from './sandbox.ts';

/** The local stack, with the function run by AWS's client; and every sandbox that there has been, the oldest first. */
export type World = Readonly<{ stack: Stack; sandboxes: readonly Sandbox[] }>;

/**
 * Starts a world without polling, has the story told in it, and then looks at all that came out of it: no secret material, one
 * JSON object a line, nothing touched that must not be, no request that the Runtime API does not know.
 * @param client the file that is AWS's runtime client
 */
export async function inWorld<Told>(
  client: string,
  options: StackOptions,
  tell: (world: World) => Promise<Told>,
): Promise<Told> {
  const sandboxes: Sandbox[] = [];
  await using stack = await startStack({
    ...options,
    polling: false,
    startInstance: async (instance) => {
      const sandbox = await launch(client, instance);
      sandboxes.push(sandbox);
      if (sandbox.initialized.kind === 'ready') return sandbox;
      throw new Error(`The function did not start: ${JSON.stringify(sandbox.initialized)}`);
    },
  });
  const told = await tell({ stack, sandboxes });
  await stack.halt();
  const { vault, log, queues, received } = stack;
  const onQueues = await Promise.all([queues.peek('source'), queues.peek('deadLetters')]);
  const invocations = sandboxes.flatMap((sandbox) => sandbox.invocations);
  const output = JSON.stringify([log.lines, log.strayLines, invocations, onQueues, received]);
  const secrets = vault.everSecret().filter((secret) => output.includes(JSON.stringify(secret).slice(1, -1)));
  assert.deepEqual(secrets, [], 'secrets in the output');
  assert.deepEqual(log.strayLines, [], 'lines that are not one JSON object');
  assert.deepEqual(vault.seen.violations, [], 'what nobody may do at the vault');
  assert.deepEqual(
    sandboxes.flatMap(({ stray }) => stray),
    [],
    'requests that the Runtime API does not know',
  );
  return told;
}

/** What the client answered, invocation by invocation. */
export const answersOf = (sandbox: Sandbox | undefined) =>
  sandbox?.invocations.map(({ answer }) => answer && { kind: answer.kind, body: answer.body }) ?? [];

/** Each outcome that the log tells, by the secret's identifier. */
export function outcomesOf({ log }: Stack): Readonly<Record<string, readonly unknown[]>> {
  const outcomes: Record<string, unknown[]> = {};
  for (const { event, identifier, outcome } of log.lines) {
    if (event !== 'secret.outcome') continue;
    outcomes[String(identifier)] = [...(outcomes[String(identifier)] ?? []), outcome];
  }
  return outcomes;
}
