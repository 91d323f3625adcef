import type { Context } from 'aws-lambda';
import { FUNCTION_ARN, FUNCTION_NAME } from '../account.ts';
import { endLine, type Invoke, type Said } from './protocol.ts';

// The inside of a container: a process of its own that imports the bundle once and serves one invocation at a time.

type Handler = (event: object, context: Context) => Promise<unknown>;

const [, , bundle = ''] = process.argv;

// Ctrl-C reaches every process of the terminal; this one ends when its parent says so, or is no more.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());

const say = (said: Said): void => void process.send?.(said);

const inWords = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

try {
  const { handler } = (await import(bundle)) as { readonly handler: Handler };
  process.on('message', (invoke: Invoke) => void serve(handler, invoke));
  say({ kind: 'ready' });
} catch (error) {
  say({ kind: 'init-error', reason: inWords(error) });
}

async function serve(handler: Handler, { requestId, event, timeoutMs }: Invoke): Promise<void> {
  const said = await invoked(handler, { requestId, event, timeoutMs });
  process.stdout.write(`${endLine(requestId)}\n`);
  process.stderr.write(`${endLine(requestId)}\n`);
  say(said);
}

async function invoked(handler: Handler, { requestId, event, timeoutMs }: Invoke): Promise<Said> {
  try {
    return { kind: 'response', requestId, response: await handler(event, contextOf(requestId, timeoutMs)) };
  } catch (error) {
    return { kind: 'error', requestId, reason: inWords(error) };
  }
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
function contextOf(awsRequestId: string, timeoutMs: number): Context {
  const deadline = Date.now() + timeoutMs;
  return {
    awsRequestId,
    functionName: FUNCTION_NAME,
    functionVersion: '$LATEST',
    invokedFunctionArn: FUNCTION_ARN,
    memoryLimitInMB: '1024',
    logGroupName: `/aws/lambda/${FUNCTION_NAME}`,
    logStreamName: `local/${process.pid}`,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => deadline - Date.now(),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}
