import type { Message } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { type Environment, functionEnvironment } from './environment.ts';
import { type Container, startContainer } from './lambda/container.ts';
import { type Invoked, startInstance } from './lambda/instance.ts';
import { type Log, openLog } from './lambda/log.ts';
import { type Poller, startPoller } from './lambda/poller.ts';
import { type Queues, startQueues } from './queues.ts';
import { type SecretsManager, startSecretsManager } from './secrets-manager.ts';
import { LIMIT_TABLES } from './served-tables.ts';
import { startTables, type Table, type Tables } from './tables.ts';

export type ConsumerOptions = Readonly<{
  /** Variables of the function's environment, over those that make it find the stand-ins. */
  settings?: Environment;
  /** The tables that there are, by the variables of the function's environment that name them; none if not given. */
  tables?: Readonly<Record<string, Table>>;
  /** How many instances of the function serve the queue side by side. */
  containers?: number;
  /** After this an invocation is ended by force, in milliseconds. */
  functionTimeoutMs?: number;
  /** How long a received message stays hidden; 6 × the function's timeout if not given, as it is deployed. */
  visibilityTimeoutSeconds?: number;
  /** How many times sooner a delay is over than the function asked for. */
  hurry?: number;
  /** How many secrets one source may have disabled within an hour; there is no limit if not given. */
  maxSecretsPerHour?: number | undefined;
  /** Whether the queue is served from the start, or only after `startPolling`. */
  polling?: boolean;
  /** The file that exports `handler`, as a URL. */
  bundle?: string;
  /** What runs the function in a process of its own; a host that knows nothing of Lambda's protocol if not given. */
  startInstance?: typeof startInstance;
}>;

/** The built function with all that it has around it in AWS, on this machine. */
export type Consumer = Readonly<{
  queues: Queues;
  secretsManager: SecretsManager;
  /** DynamoDB, where there are tables. */
  tables: Tables | undefined;
  /** The function's whole environment. */
  environment: Environment;
  log: Log;
  /** Every message that has been received from the source queue, as often as that happened. */
  received: readonly Message[];
  /** Why invocations failed, as Lambda would count them among its errors. */
  failedInvocations: readonly string[];
  startPolling: () => void;
  /** Has the function serve an event that comes from no queue. */
  invoke: (event: SQSEvent) => Promise<Invoked>;
  /** Ends the function with whatever it is doing; the queues stay as they then are, to be looked at. */
  halt: () => Promise<void>;
  /** Ends everything. */
  stop: () => Promise<void>;
}>;

export const BUNDLE = new URL('../../dist/functions/disable-secrets.mjs', import.meta.url).href;

/** The function's timeout as it is deployed, in milliseconds. */
const FUNCTION_TIMEOUT_MS = 60_000;

/** As the function's own default. */
const MAX_RECEIVE_COUNT = 50;

/**
 * Starts queues, Secrets Manager and the function.
 * @param credentials what Secrets Manager holds for the function
 * @throws Error when the function refuses its settings
 */
export async function startConsumer(credentials: string, options: ConsumerOptions = {}): Promise<Consumer> {
  const { settings = {}, containers = 1, functionTimeoutMs = FUNCTION_TIMEOUT_MS, polling = true } = options;
  const queues = await startQueues({
    visibilityTimeoutSeconds: options.visibilityTimeoutSeconds ?? (6 * functionTimeoutMs) / 1000,
    maxReceiveCount: Number(settings['MAX_RECEIVE_COUNT'] ?? MAX_RECEIVE_COUNT),
    hurry: options.hurry ?? 1,
  });
  const secretsManager = await startSecretsManager(credentials);
  const { maxSecretsPerHour } = options;
  const wanted = { ...options.tables, ...(maxSecretsPerHour !== undefined && LIMIT_TABLES) };
  const tables = Object.keys(wanted).length > 0 ? await startTables(Object.values(wanted)) : undefined;
  const given = {
    ...Object.fromEntries(Object.entries(wanted).map(([variable, { name }]) => [variable, name])),
    ...(maxSecretsPerHour !== undefined && {
      APPROVAL_QUEUE_URL: queues.approvalUrl,
      MAX_SECRETS_PER_HOUR: String(maxSecretsPerHour),
    }),
    ...settings,
  };
  const environment = functionEnvironment(queues, secretsManager.endpoint, given, tables);
  const log = openLog();
  const running: Container[] = [];
  const pollers: Poller[] = [];
  const received: Message[] = [];
  const failedInvocations: string[] = [];

  async function halt(): Promise<void> {
    const polled = pollers.map((poller) => poller.stop());
    await Promise.all(running.map((container) => container.stop()));
    await Promise.all(polled);
  }
  async function stop(): Promise<void> {
    await halt();
    await Promise.all([queues.stop(), secretsManager.stop(), tables?.stop()]);
  }

  const start = () =>
    startContainer(
      { bundle: options.bundle ?? BUNDLE, environment, timeoutMs: functionTimeoutMs, takeLine: log.take },
      options.startInstance ?? startInstance,
    );
  const started = await Promise.allSettled(Array.from({ length: containers }, start));
  for (const container of started) if (container.status === 'fulfilled') running.push(container.value);
  const refused = started.find((container) => container.status === 'rejected');
  if (refused !== undefined) {
    await stop();
    throw refused.reason;
  }

  function startPolling(): void {
    if (pollers.length > 0) return;
    for (const container of running) {
      pollers.push(
        startPoller(queues, container, {
          received: (messages) => void received.push(...messages),
          failed: (reason) => void failedInvocations.push(reason),
        }),
      );
    }
  }
  if (polling) startPolling();

  return {
    queues,
    secretsManager,
    tables,
    environment,
    log,
    received,
    failedInvocations,
    startPolling,
    invoke: async (event) => running[0]?.invoke(event) ?? { kind: 'failed', reason: 'There is no container' },
    halt,
    stop,
  };
}
