// The program of a fresh process: imports a bundle and, where it is given an event, serves that; its last line says how long
// that took. It loads nothing itself, because that would be warm for the bundle.

type Handler = (event: unknown, context: object) => Promise<unknown>;

const TIMEOUT_MS = 60_000;

const [, , bundle = '', event] = process.argv;

/** Since the process began, in milliseconds: on the clock, and on the processor. */
const soFar = () => {
  const { user, system } = process.cpuUsage();
  return { ms: performance.now(), processorMs: (user + system) / 1000 };
};

const started = soFar();
const { handler } = (await import(bundle)) as { readonly handler?: Handler };
const imported = soFar();
const deadline = Date.now() + TIMEOUT_MS;
if (event !== undefined) {
  await handler?.(JSON.parse(event), {
    awsRequestId: '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
    functionName: 'disable-secrets',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:disable-secrets',
    memoryLimitInMB: '1024',
    getRemainingTimeInMillis: () => deadline - Date.now(),
  });
}
const answered = soFar();
console.log(
  JSON.stringify({
    importMs: imported.ms - started.ms,
    importProcessorMs: imported.processorMs - started.processorMs,
    answeredMs: answered.ms - started.ms,
    answeredProcessorMs: answered.processorMs - started.processorMs,
  }),
);
process.exit();
