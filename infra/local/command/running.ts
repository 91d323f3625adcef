import { type Consumer, type ConsumerOptions, startConsumer } from '../consumer.ts';
import { SAMPLE_VAULT } from '../samples/samples.ts';
import { QUICK_SETTINGS, startStack } from '../stack.ts';
import type { Vault } from '../vault/vault.ts';
import type { SimulatedVault } from './arguments.ts';
import type { Prepared } from './prepare.ts';

/** Everything that a run needs; `vault` only where it is a simulated one. */
export type Running = Readonly<{ consumer: Consumer; vault: Vault | undefined; stop: () => Promise<void> }>;

const settingsFor = ({ latencyMs }: SimulatedVault) => ({
  // Only what the vault does not answer at all shall time out.
  ATTEMPT_TIMEOUT_MS: String(Number(QUICK_SETTINGS.ATTEMPT_TIMEOUT_MS) + 2 * latencyMs),
  // More than the function makes by default, because in a storm a third of all calls fail.
  MAX_ATTEMPTS: '6',
});

/** As Lambda adds instances while messages are waiting, but no more than a laptop bears. */
const containersFor = (messages: number): number => Math.min(6, Math.max(2, Math.ceil(messages / 50)));

/** Starts the stand-ins and the function. The queue is not served yet. */
export async function startRunning(
  { bodies, vault: order, areSamples }: Prepared,
  { tables }: Pick<ConsumerOptions, 'tables'> = {},
): Promise<Running> {
  if (order.kind === 'real') {
    // Gently, and with the settings that are deployed by default.
    const consumer = await startConsumer(order.credentials, { containers: 1, polling: false });
    return { consumer, vault: undefined, stop: consumer.stop };
  }
  const stack = await startStack({
    vault: { ...order, ...(areSamples && SAMPLE_VAULT) },
    settings: settingsFor(order),
    containers: containersFor(bodies.length),
    polling: false,
    ...(tables && { tables }),
  });
  return { consumer: stack, vault: stack.vault, stop: stack.stop };
}
