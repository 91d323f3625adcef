import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import type { Incident } from '../lib/alert/message.ts';
import { openTable } from '../lib/audit/table.ts';
import { SIDE_BY_SIDE, writeAll } from '../lib/audit/write.ts';
import { openLanes } from '../lib/queue/lanes.ts';
import { startPace } from '../lib/queue/pace.ts';
import { sendAll } from '../lib/queue/queue.ts';
import type { BridgeEvent } from '../lib/source/event-bridge.ts';
import { unknownEvent } from '../lib/source/source.ts';
import { EVENT_SOURCES, SOURCES } from '../lib/source/sources.ts';
import { type Answer, answer } from '../lib/webhook/answer.ts';
import { entry } from '../lib/webhook/entry.ts';
import { openKeys } from '../lib/webhook/keys.ts';
import { ALERT_METRICS, counted } from '../lib/webhook/metrics.ts';
import { type Receiving, receive, receiveEvent } from '../lib/webhook/receive.ts';
import { registerTable } from '../lib/webhook/register-table.ts';
import { type HttpEvent, readRequest } from '../lib/webhook/request.ts';
import { fetchKeyring } from '../lib/webhook/secrets-manager.ts';
import { readWebhookSettings } from '../lib/webhook/settings.ts';
import type { Verdict } from '../lib/webhook/verdict.ts';
import { clientOptions, secretsManagerClient, sqsClient } from './clients.ts';
import { dynamoDbClient } from './dynamodb.ts';
import { openMetrics } from './metrics.ts';

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
const registered =
  settings.registerTable === undefined ? undefined : registerTable(dynamoDbClient(warn), settings.registerTable);
const writing = settings.auditTable !== undefined && {
  put: openTable(settings.auditTable, clientOptions(warn)),
  pace: startPace(),
  lanes: openLanes(SIDE_BY_SIDE),
  now: Date.now,
};
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

const publish = openMetrics(process.env, { of: ALERT_METRICS, event: 'alert.counted', logger, expect: () => {} });

const say = (source: string | undefined, verdict: Verdict): void => {
  const { level, message, fields } = entry(source, verdict);
  logger[level](message, { ...fields });
  publish(counted(source !== undefined, verdict).map((name) => ({ name, values: [1] })));
};

/** A bug: by name alone, for what its message may quote. */
const fault = (error: unknown): Verdict => ({
  kind: 'unavailable',
  reason: `A fault of this function: ${error instanceof Error ? error.name : 'unknown'}`,
});

async function receiveRequest(event: HttpEvent, receiving: Receiving): Promise<Answer> {
  const asked = readRequest(event);
  const verdict = asked.kind === 'asked' ? await receive(asked, receiving).catch(fault) : asked;
  const source = SOURCES.find(({ name }) => asked.kind === 'asked' && name === asked.source);
  say(source?.name, verdict);
  return answer(verdict, source?.answers ?? 'problem');
}

/** @throws Error where it must be sent again: Lambda does so by itself */
async function receiveFromAws(event: BridgeEvent, receiving: Receiving): Promise<void> {
  const source = EVENT_SOURCES.find((each) => each.sends(event));
  const verdict =
    source === undefined
      ? unknownEvent('No such event is known')
      : await receiveEvent(source, event, receiving).catch(fault);
  say(source?.name, verdict);
  // What is not as documented is told to a person: after its retries it goes to the dead-letter queue.
  if (verdict.kind === 'unavailable' || (verdict.kind === 'refused' && verdict.status === 400))
    throw new Error(verdict.reason);
}

/**
 * The Lambda function: behind an HTTP API or a function URL, a request in and an answer out once SQS has taken the alert; as
 * the target of a rule of EventBridge, an event in.
 */
export async function handler(event: HttpEvent | BridgeEvent, context: Context): Promise<Answer | undefined> {
  logger.addContext(context);
  const signal = AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - ANSWER_MS));
  const receiving: Receiving = {
    sources: SOURCES,
    keys,
    send: (incident) => send(incident, signal),
    now: Date.now,
    writeDown: writing ? (records) => writeAll(writing, records, signal) : undefined,
    registered: registered && ((fingerprints) => registered(fingerprints, signal)),
  };
  // Nobody from outside can make an event without it: it is Lambda that writes it.
  if ('requestContext' in event) return receiveRequest(event, receiving);
  await receiveFromAws(event, receiving);
  return undefined;
}
