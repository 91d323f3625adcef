import type { IncomingMessage, ServerResponse } from 'node:http';
import { FUNCTION_ARN } from '../../infra/local/account.ts';
import { bodyOf, listenOnLoopback } from '../../infra/local/loopback.ts';

/** What the client is given to do. Times in milliseconds since the epoch. */
export type Work = Readonly<{ requestId: string; deadline: number; event: unknown }>;

export type Answer = Readonly<{ kind: (typeof KINDS)[number]; body: unknown; at: number }>;

/** How the start of the function ended. */
export type Initialized =
  | { readonly kind: 'ready' }
  /** `type` is what the header of the same meaning said. */
  | { readonly kind: 'init-error'; readonly type: string; readonly body: unknown };

/**
 * Lambda's Runtime API for one process: an HTTP server that the runtime client asks for work and tells the outcome.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export type RuntimeApi = Readonly<{
  /** Host and port, as `AWS_LAMBDA_RUNTIME_API` has them. */
  address: string;
  /** Resolves when the client first asks for work, or says that the function cannot be started. */
  initialized: Promise<Initialized>;
  /** Has the client do one piece of work, after the one before has been answered. */
  give: (work: Work) => Promise<Answer>;
  /** Requests that no client may make, like a second answer. */
  stray: readonly string[];
  stop: () => Promise<void>;
}>;

const VERSION = '/2018-06-01/runtime';

const KINDS = ['response', 'error'] as const;

export async function startRuntimeApi(): Promise<RuntimeApi> {
  const initialized = Promise.withResolvers<Initialized>();
  const stray: string[] = [];
  let asking: ServerResponse | undefined;
  let waiting: Work | undefined;
  let inWork: Readonly<{ requestId: string; answered: (answer: Answer) => void }> | undefined;

  function handOver(): void {
    if (asking === undefined || waiting === undefined) return;
    asking.writeHead(200, headersOf(waiting)).end(JSON.stringify(waiting.event));
    asking = waiting = undefined;
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    if (method === 'GET' && url === `${VERSION}/invocation/next`) {
      initialized.resolve({ kind: 'ready' });
      asking = response;
      return handOver();
    }
    const body: unknown = JSON.parse(await bodyOf(request));
    if (method === 'POST' && url === `${VERSION}/init/error`) {
      const type = String(headers['lambda-runtime-function-error-type']);
      initialized.resolve({ kind: 'init-error', type, body });
      return accept(response);
    }
    const kind = KINDS.find((kind) => url === `${VERSION}/invocation/${inWork?.requestId}/${kind}`);
    if (method !== 'POST' || inWork === undefined || kind === undefined) {
      stray.push(`${method} ${url}`);
      return void response.writeHead(400).end('{"errorType":"InvalidRequestID"}');
    }
    inWork.answered({ kind, body, at: Date.now() });
    inWork = undefined;
    accept(response);
  }

  const server = await listenOnLoopback((request, response) => {
    respond(request, response).catch((error: unknown) => {
      stray.push(String(error));
      response.destroy();
    });
  });
  return {
    address: new URL(server.origin).host,
    initialized: initialized.promise,
    give: (work) => {
      const answer = Promise.withResolvers<Answer>();
      inWork = { requestId: work.requestId, answered: answer.resolve };
      waiting = work;
      handOver();
      return answer.promise;
    },
    stray,
    stop: server.stop,
  };
}

const headersOf = ({ requestId, deadline }: Work) => ({
  'content-type': 'application/json',
  'lambda-runtime-aws-request-id': requestId,
  'lambda-runtime-deadline-ms': String(deadline),
  'lambda-runtime-invoked-function-arn': FUNCTION_ARN,
  'lambda-runtime-trace-id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0',
});

const accept = (response: ServerResponse): void =>
  void response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
