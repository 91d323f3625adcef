import { type Consumer, startConsumer } from '../../infra/local/consumer.ts';
import { startVault, type Vault } from '../../infra/local/vault/vault.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { type Killer, openKiller } from './killer.ts';
import type { RunOdds } from './odds.ts';

/** The built function and all that it has around it, with the fault proxy in its only way to the vault. */
export type Stage = Readonly<{ vault: Vault; proxy: FaultProxy; killer: Killer; consumer: Consumer }> & AsyncDisposable;

/**
 * What makes a run short and changes nothing else: a fault of the wire is noticed soon, and few tries in an invocation leave
 * more for later ones. In milliseconds.
 */
const SETTINGS = {
  ATTEMPT_TIMEOUT_MS: '600',
  MAX_ATTEMPTS: '3',
  BACKOFF_BASE_MS: '20',
  BACKOFF_CAP_MS: '200',
} as const;

const CONTAINERS = 4;
const FUNCTION_TIMEOUT_MS = 3000;

/** More than the function's time-out, so that nobody gets what another still works on. */
const VISIBILITY_TIMEOUT_SECONDS = 4;

/** The function hides a message for half a minute at first; here that is half a second. */
const HURRY = 60;

const LATENCY_MS = 5;

/** @param bundle the file that exports `handler`, as a URL */
export async function startStage(odds: RunOdds, seed: number, bundle: string): Promise<Stage> {
  await using started = new AsyncDisposableStack();
  const killer = openKiller(seed);
  const vault = await startVault({ chance: odds.vault, latencyMs: LATENCY_MS });
  started.defer(vault.stop);
  const proxy = await startFaultProxy(vault.baseUrl, odds.wire);
  started.defer(proxy.stop);
  const consumer = await startConsumer(JSON.stringify({ ...vault.credentials(), baseUrl: proxy.origin }), {
    settings: SETTINGS,
    containers: CONTAINERS,
    functionTimeoutMs: FUNCTION_TIMEOUT_MS,
    visibilityTimeoutSeconds: VISIBILITY_TIMEOUT_SECONDS,
    hurry: HURRY,
    startInstance: killer.startInstance,
    bundle,
  });
  started.defer(consumer.stop);
  const all = started.move();
  return { vault, proxy, killer, consumer, [Symbol.asyncDispose]: () => all.disposeAsync() };
}
