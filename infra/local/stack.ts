import { setTimeout } from 'node:timers/promises';
import { type Consumer, type ConsumerOptions, startConsumer } from './consumer.ts';
import { isEmpty, type Lying } from './lying.ts';
import type { Queues } from './queues.ts';
import { startVault, type Vault, type VaultOptions } from './vault/vault.ts';

export type StackOptions = ConsumerOptions &
  Readonly<{
    vault?: VaultOptions;
    /** Fields of the credentials in Secrets Manager, over those that fit the vault. */
    credentials?: Readonly<Record<string, string>>;
  }>;

/**
 * The whole of it on this machine: queues, Secrets Manager, the built function, and a vault. Ends with `stop`, or at the
 * end of the block that it was declared in with `await using`.
 */
export type Stack = Consumer &
  Readonly<{
    vault: Vault;
    send: Queues['send'];
    /** Everything that lies on the dead-letter queue, without receiving it. */
    deadLetters: () => Promise<readonly Lying[]>;
    /** Resolves when nothing is left on the source queue. @throws Error after `limitMs`, saying what is left */
    settled: (limitMs?: number) => Promise<void>;
    [Symbol.asyncDispose]: () => Promise<void>;
  }>;

/** Waits so short, in milliseconds, that a failing vault can be watched; all else is as the function has it by default. */
export const QUICK_SETTINGS = {
  ATTEMPT_TIMEOUT_MS: '1000',
  BACKOFF_BASE_MS: '50',
  BACKOFF_CAP_MS: '500',
} as const;

export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const vault = await startVault(options.vault);
  const credentials = JSON.stringify({ ...vault.credentials(), ...options.credentials });
  const consumer = await startConsumer(credentials, {
    ...options,
    settings: { ...QUICK_SETTINGS, ...options.settings },
  }).catch(async (error: unknown) => {
    await vault.stop();
    throw error;
  });
  const stop = async () => {
    await consumer.stop();
    await vault.stop();
  };
  return {
    ...consumer,
    vault,
    send: consumer.queues.send,
    deadLetters: () => consumer.queues.peek('deadLetters'),
    settled: (limitMs = 15_000) => settled(consumer.queues, limitMs),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** How often the queue is looked at, in milliseconds. */
const LOOK_MS = 20;

async function settled(queues: Queues, limitMs: number): Promise<void> {
  const until = Date.now() + limitMs;
  for (;;) {
    const left = await queues.left();
    if (isEmpty(left)) return;
    if (Date.now() >= until) throw new Error(`After ${limitMs} ms there are still messages: ${JSON.stringify(left)}`);
    await setTimeout(LOOK_MS);
  }
}
