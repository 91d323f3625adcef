import { Logger } from '@aws-lambda-powertools/logger';
import { S3Client } from '@aws-sdk/client-s3';
import type { Context } from 'aws-lambda';
import { openLanes } from '../lib/queue/lanes.ts';
import { startPace } from '../lib/queue/pace.ts';
import { sendAll } from '../lib/queue/queue.ts';
import type { Entry } from '../lib/report/entry.ts';
import { fetchList } from '../lib/sweep/list.ts';
import { readSweepSettings } from '../lib/sweep/settings.ts';
import { sweep } from '../lib/sweep/sweep.ts';
import { clientOptions, sqsClient } from './clients.ts';

/** What is left for saying what went wrong, in milliseconds. */
const ANSWER_MS = 1000;

const settings = readSweepSettings(process.env);

const logger = new Logger();
const log = ({ level, message, fields }: Entry): void => logger[level](message, fields);
const warn = (message: string): void => logger.warn(message);

// Node prints its warnings as plain text; here every line of the log is one JSON object.
process.removeAllListeners('warning');
process.on('warning', ({ name, message }) => warn(`${name}: ${message}`));

const s3 = new S3Client(clientOptions(warn));
const sending = {
  client: sqsClient(warn, settings.sqsEndpointIsSet),
  pace: startPace(),
  lanes: openLanes(),
  now: Date.now,
};

/**
 * The Lambda function: once a day, whatever the event, it puts on the queue who has left.
 * @throws Error where a person has to look, so that Lambda tries it again and counts it as failed
 */
export async function handler(_: unknown, context: Context): Promise<void> {
  logger.addContext(context);
  const signal = AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - ANSWER_MS));
  const swept = await sweep(
    {
      fetchList: () => fetchList(s3, settings, signal),
      send: (messages) => sendAll(sending, settings.queueUrl, messages, signal),
      log,
      now: new Date(),
    },
    settings,
  );
  if (swept.kind === 'failed') throw new Error(swept.reason);
}
