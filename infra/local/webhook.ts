import type { IncomingMessage, ServerResponse } from 'node:http';
import { awsEnvironment, type Environment, SECRET_ID } from './environment.ts';
import { type Container, startContainer } from './lambda/container.ts';
import { type Log, openLog } from './lambda/log.ts';
import { bodyOf, listenOnLoopback } from './loopback.ts';
import type { Queues } from './queues.ts';
import { startSecretsManager } from './secrets-manager.ts';

/** The built function that receives alerts, behind HTTP, on this machine. */
export type Webhook = Readonly<{
  /** `http://127.0.0.1:1234`, without a trailing slash. */
  origin: string;
  log: Log;
  /** Invokes it as EventBridge does. Rejects where the function fails, which has EventBridge try again. */
  tell: (event: object) => Promise<void>;
  stop: () => Promise<void>;
}>;

export const BUNDLE = new URL('../../dist/functions/receive-alert.mjs', import.meta.url).href;

/** The function's timeout as it is deployed, in milliseconds. */
const TIMEOUT_MS = 29_000;

type Answered = Readonly<{ statusCode: number; headers: Record<string, string>; body: string }>;

/**
 * Starts the function, with the keys of its sources in a Secrets Manager of its own.
 * @param keys what Secrets Manager holds for it
 * @param settings more variables of its environment
 * @param timeoutMs the function's timeout, in milliseconds
 * @param containers how many requests are served side by side; the others wait, as they would for a container
 */
export async function startWebhook(
  queues: Pick<Queues, 'endpoint' | 'sourceUrl' | 'deadLetterUrl'>,
  keys: unknown,
  {
    containers = 2,
    settings = {},
    timeoutMs = TIMEOUT_MS,
  }: Readonly<{ containers?: number; settings?: Environment; timeoutMs?: number }> = {},
): Promise<Webhook> {
  const log = openLog();
  const secretsManager = await startSecretsManager(JSON.stringify(keys));
  const environment = {
    ...awsEnvironment(queues, secretsManager.endpoint),
    POWERTOOLS_SERVICE_NAME: 'receive-alert',
    ALERT_KEYS_SECRET_ID: SECRET_ID,
    QUEUE_URL: queues.sourceUrl,
    DEAD_LETTER_QUEUE_URL: queues.deadLetterUrl,
    ...settings,
  };
  const options = { bundle: BUNDLE, environment, timeoutMs, takeLine: log.take };
  const running = await Promise.all(Array.from({ length: containers }, () => startContainer(options)));
  let requests = 0;
  const server = await listenOnLoopback((request, response) => {
    const container = running[requests++ % running.length];
    if (container !== undefined) pass(request, response, container).catch(() => response.destroy());
  });
  return {
    origin: server.origin,
    log,
    tell: async (event) => {
      const [first] = running;
      const invoked = await first?.invoke(event);
      if (invoked?.kind === 'failed') throw new Error(`The function failed: ${invoked.reason}`);
    },
    stop: async () => {
      await server.stop();
      await Promise.all(running.map((container) => container.stop()));
      await secretsManager.stop();
    },
  };
}

/** Makes an event of the request, with the body in base64 as a function URL has what is not text, and an answer of what comes. */
async function pass(request: IncomingMessage, response: ServerResponse, container: Container): Promise<void> {
  const body = await bodyOf(request);
  const invoked = await container.invoke({
    version: '2.0',
    rawPath: new URL(request.url ?? '/', 'http://localhost').pathname,
    headers: request.headers,
    body: Buffer.from(body).toString('base64'),
    isBase64Encoded: true,
    requestContext: { http: { method: request.method } },
  });
  if (invoked.kind === 'failed') {
    response.writeHead(502).end(invoked.reason);
    return;
  }
  const { statusCode, headers, body: text } = invoked.response as Answered;
  response.writeHead(statusCode, headers).end(text);
}
