import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import type { Incident } from '../lib/alert/message.ts';
import { openLanes } from '../lib/queue/lanes.ts';
import { startPace } from '../lib/queue/pace.ts';
import { sendAll } from '../lib/queue/queue.ts';
import { SOURCES } from '../lib/source/sources.ts';
import { type Answer, answer } from '../lib/webhook/answer.ts';
import { entry } from '../lib/webhook/entry.ts';
import { openKeys } from '../lib/webhook/keys.ts';
import { receive } from '../lib/webhook/receive.ts';
import { type HttpEvent, readRequest } from '../lib/webhook/request.ts';
import { fetchKeyring } from '../lib/webhook/secrets-manager.ts';
import { readWebhookSettings } from '../lib/webhook/settings.ts';
import { secretsManagerClient, sqsClient } from './clients.ts';

// Everything here lives as long as the container.

/** What the answer itself needs, in milliseconds. */
const ANSWER_MS = 500;

const settings = readWebhookSettings(process.env);

const logger = new Logger();
const warn = (message: string): void => logger.warn(message);

// Node prints its warnings as plain text; here every line of the log is one JSON object.
process.removeAllListeners('warning');
process.on('warning', ({ name, message }) => warn(`${name}: ${message}`));

const secretsManager = secretsManagerClient(warn);
const keys = openKeys(() => fetchKeyring(secretsManager, settings.keysSecretId, SOURCES), { now: Date.now, warn });
const sending = {
  client: sqsClient(warn, settings.sqsEndpointIsSet),
  pace: startPace(),
  lanes: openLanes(),
  now: Date.now,
};

async function send({ messages, deadLetters }: Incident, signal: AbortSignal) {
  const [sent, buried] = await Promise.all([
    sendAll(sending, settings.queueUrl, messages, signal),
    sendAll(sending, settings.deadLetterQueueUrl, deadLetters, signal),
  ]);
  return sent.kind === 'failed' ? sent : buried;
}

/** The Lambda function behind an HTTP API or a function URL: an alert in, an answer out once SQS has taken it. */
export async function handler(event: HttpEvent, context: Context): Promise<Answer> {
  logger.addContext(context);
  const signal = AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - ANSWER_MS));
  const asked = readRequest(event);
  const verdict =
    asked.kind === 'asked'
      ? await receive(asked, { sources: SOURCES, keys, send: (incident) => send(incident, signal), now: Date.now })
      : asked;
  const source = SOURCES.find(({ name }) => asked.kind === 'asked' && name === asked.source);
  const { level, message, fields } = entry(source?.name, verdict);
  logger[level](message, { ...fields });
  return answer(verdict, source?.answers ?? 'problem');
}
