import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { startRestraint } from '../lib/disable/restraint.ts';
import { openLanes } from '../lib/queue/lanes.ts';
import { startPace } from '../lib/queue/pace.ts';
import { hide, sendAll } from '../lib/queue/queue.ts';
import { settlingMs } from '../lib/queue/settling.ts';
import type { Entry } from '../lib/report/entry.ts';
import { METRICS } from '../lib/report/metrics.ts';
import { readSettings } from '../lib/settings.ts';
import type { Queues } from '../lib/settle/carry-out.ts';
import { type Approval, serve } from '../lib/story.ts';
import { connect } from '../lib/vault/http.ts';
import { openVault } from '../lib/vault/open.ts';
import { fetchCredentials } from '../lib/vault/secrets-manager.ts';
import { openAuditTrail } from './audit.ts';
import { secretsManagerClient, sqsClient } from './clients.ts';
import { clock } from './clock.ts';
import { deadlines } from './deadlines.ts';
import { type Batch, lastResort, parseRecords, partialBatchResponse } from './invocation.ts';
import { openLimit } from './limit.ts';
import { together } from './lines.ts';
import { openMetrics } from './metrics.ts';

// Everything here lives as long as the container: the second invocation asks for nothing that the first one got.

const settings = readSettings(process.env);

const logger = new Logger();
const lines = together([process.stdout, process.stderr]);
const log = ({ level, message, fields }: Entry): void => {
  lines.expect();
  logger[level](message, fields);
};
const warn = (message: string): void => logger.warn(message);
const publish = openMetrics(process.env, { of: METRICS, event: 'batch.measured', logger, expect: lines.expect });

// Node prints its warnings as plain text; here every line of the log is one JSON object.
process.removeAllListeners('warning');
process.on('warning', ({ name, message }) => warn(`${name}: ${message}`));

const secretsManager = secretsManagerClient(warn);
const vault = openVault((signal) => fetchCredentials(secretsManager, settings.secretId, signal), {
  connect: (credentials) => connect(credentials, settings.concurrency),
  now: clock.now,
});

const tries = {
  maxAttempts: settings.maxAttempts,
  backoff: { baseMs: settings.backoffBaseMs, capMs: settings.backoffCapMs },
  random: Math.random,
};
const restraint = startRestraint({ ...tries, concurrency: settings.concurrency });

const pace = startPace();
const sending = { client: sqsClient(warn, settings.sqsEndpointIsSet), pace, lanes: openLanes(), now: clock.now };

function queuesUntil(signal: AbortSignal): Queues {
  const { queueUrl, deadLetterQueueUrl } = settings;
  return {
    sendDeadLetters: (letters) => sendAll(sending, deadLetterQueueUrl, letters, signal),
    sendRemainders: (remainders) => sendAll(sending, queueUrl, remainders, signal),
    hide: (receiptHandle, seconds) => hide(sending, queueUrl, { receiptHandle, seconds }, signal),
  };
}

const { approval } = settings;
const limitUntil = approval && (await openLimit(approval, warn));

function approvalUntil(work: AbortSignal, settle: AbortSignal): Approval | undefined {
  if (approval === undefined || limitUntil === undefined) return undefined;
  return { limit: limitUntil(work), sendHeld: (held) => sendAll(sending, approval.queueUrl, held, settle) };
}
const { auditTable } = settings;
const auditTrail = auditTable === undefined ? undefined : await openAuditTrail(auditTable, warn, clock.now);

const abortedAt = (time: number): AbortSignal => AbortSignal.timeout(Math.max(0, Math.floor(time - clock.now())));

async function disableSecrets({ deliveries }: Batch, context: Context): Promise<readonly string[]> {
  const until = deadlines(clock.now(), context.getRemainingTimeInMillis(), {
    recordingMs: auditTrail?.expectedMs(deliveries) ?? 0,
    settlingMs: settlingMs(deliveries, pace),
  });
  const work = abortedAt(until.work);
  const settle = abortedAt(until.settle);
  return serve(deliveries, {
    vault,
    queues: queuesUntil(settle),
    approval: approvalUntil(work, settle),
    effort: {
      ...tries,
      attemptTimeoutMs: settings.attemptTimeoutMs,
      deadline: until.work,
      signal: work,
      clock,
      restraint,
    },
    limits: settings,
    log,
    ...(auditTrail && { audit: auditTrail.until(abortedAt(until.record)) }),
    publish,
  });
}

const pipeline = middy<SQSEvent & Batch>({
  // The deadlines above end the work in time; middy's own early end would throw away what has been settled.
  timeoutEarlyInMillis: 0,
})
  .use(injectLambdaContext(logger))
  .use(parseRecords(clock.now))
  .use(partialBatchResponse())
  .use(lastResort(log))
  .handler(disableSecrets);

/** The Lambda function: an SQS batch in, the messages that must stay on the queue out. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
  // Lambda may freeze the process as soon as it has the answer.
  pipeline({ ...event, deliveries: [] }, context).finally(lines.flush);
