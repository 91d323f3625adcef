import { type Consumer, type ConsumerOptions, startConsumer } from '../consumer.ts';
import { SAMPLE_VAULT } from '../samples/samples.ts';
import { type Scheduler, startSchedulerByTheClock } from '../scheduler.ts';
import { QUICK_SETTINGS, startStack } from '../stack.ts';
import type { Vault } from '../vault/vault.ts';
import type { SimulatedVault } from './arguments.ts';
import type { Prepared } from './prepare.ts';

/** Everything that a run needs; `vault` and `scheduler` only where the vault is a simulated one. */
export type Running = Readonly<{
  consumer: Consumer;
  vault: Vault | undefined;
  scheduler: Scheduler | undefined;
  stop: () => Promise<void>;
}>;

const settingsFor = ({ latencyMs }: SimulatedVault) => ({
  // Only what the vault does not answer at all shall time out.
  ATTEMPT_TIMEOUT_MS: String(Number(QUICK_SETTINGS.ATTEMPT_TIMEOUT_MS) + 2 * latencyMs),
  // More than the function makes by default, because in a storm a third of all calls fail.
  MAX_ATTEMPTS: '6',
});

/** As Lambda adds instances while messages are waiting, but no more than a laptop bears. */
const containersFor = (messages: number): number => Math.min(6, Math.max(2, Math.ceil(messages / 50)));

/** For somebody who watches: one breaker, and messages that come again before one has forgotten them. */
export const WATCHED = { containers: 1, hurry: 10 } as const satisfies ConsumerOptions;

/**
 * Starts the stand-ins and the function. The queue is not served yet.
 * @param conditions of the simulated vault's consumer, over those that suit the number of messages
 */
export async function startRunning(
  { bodies, vault: order, areSamples }: Prepared,
  conditions: Pick<ConsumerOptions, 'containers' | 'hurry' | 'maxSecretsPerHour' | 'tables'> = {},
): Promise<Running> {
  if (order.kind === 'real') {
    // Gently, and with the settings that are deployed by default.
    const consumer = await startConsumer(order.credentials, { containers: 1, polling: false });
    return { consumer, vault: undefined, scheduler: undefined, stop: consumer.stop };
  }
  const stack = await startStack({
    vault: { ...order, ...(areSamples && SAMPLE_VAULT) },
    settings: settingsFor(order),
    containers: containersFor(bodies.length),
    ...conditions,
    polling: false,
  });
  const scheduler = await startSchedulerByTheClock(new Map([[stack.queues.sourceArn, stack.send]]));
  const stop = async () => {
    await scheduler.stop();
    await stack.stop();
  };
  return { consumer: stack, vault: stack.vault, scheduler, stop };
}
