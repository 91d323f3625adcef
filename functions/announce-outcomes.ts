import { Logger } from '@aws-lambda-powertools/logger';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Context, DynamoDBStreamEvent } from 'aws-lambda';
import { announce } from '../lib/announce/bus.ts';
import { readBusSettings } from '../lib/announce/settings.ts';
import { announcements } from '../lib/announce/stream.ts';
import manifest from '../package.json' with { type: 'json' };
import { clientOptions } from './clients.ts';

const { EVENT_BUS, EVENTS_SOURCE } = readBusSettings(process.env);

const logger = new Logger();
const warn = (message: string): void => logger.warn(message);

// Node prints its warnings as plain text; here every line of the log is one JSON object.
process.removeAllListeners('warning');
process.on('warning', ({ name, message }) => warn(`${name}: ${message}`));

const bus = new EventBridgeClient(clientOptions(warn));

/**
 * The Lambda function: what the stream of the audit trail's table tells is announced on an event bus.
 * @throws Error where the bus has not taken all of it, so that Lambda reads that part of the stream again
 */
export async function handler(event: DynamoDBStreamEvent, context: Context): Promise<void> {
  logger.addContext(context);
  const told = announcements(event, { source: EVENTS_SOURCE, version: manifest.version });
  await announce(bus, EVENT_BUS, told);
  if (told.length > 0) logger.info(`Announced ${told.length}`, { event: 'outcomes.announced', events: told.length });
}
