import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Context, DynamoDBStreamEvent } from 'aws-lambda';
import { announce, NotAnnounced } from '../lib/announce/bus.ts';
import { readBusSettings } from '../lib/announce/settings.ts';
import { finished, newRecords, settled } from '../lib/announce/stream.ts';
import { readIncident } from '../lib/audit/read-incident.ts';
import { nameOf } from '../lib/queue/queue.ts';
import manifest from '../package.json' with { type: 'json' };
import { clientOptions } from './clients.ts';

const { EVENT_BUS, EVENTS_SOURCE, AUDIT_TABLE } = readBusSettings(process.env);
const announcer = { source: EVENTS_SOURCE, version: manifest.version };

const logger = new Logger();
const warn = (message: string): void => logger.warn(message);

// Node prints its warnings as plain text; here every line of the log is one JSON object.
process.removeAllListeners('warning');
process.on('warning', ({ name, message }) => warn(`${name}: ${message}`));

const table = new DynamoDBClient(clientOptions(warn));
const bus = new EventBridgeClient(clientOptions(warn));

/**
 * The Lambda function: what the stream of the audit trail's table tells is announced on an event bus.
 * @throws Error where the bus has not taken all of it, so that Lambda reads that part of the stream again
 */
export async function handler(event: DynamoDBStreamEvent, context: Context): Promise<void> {
  logger.addContext(context);
  const records = newRecords(event);
  const ends = settled(records, announcer);
  const incidents = [...new Set(ends.map(({ data }) => data.metadata.correlation_uid))];
  try {
    await announce(bus, EVENT_BUS, ends);
    for (const incidentId of incidents) {
      const known = await readIncident(table, AUDIT_TABLE, incidentId);
      await announce(bus, EVENT_BUS, finished(incidentId, known, announcer));
    }
  } catch (error) {
    const reason = error instanceof NotAnnounced ? error.message : nameOf(error, 'AWS');
    logger.error('Outcomes could not be announced', { event: 'outcomes.not-announced', incidents, reason });
    // Lambda writes into the log what is thrown, its message and what it was caused by included.
    throw new NotAnnounced(`Outcomes could not be announced: ${reason}`);
  }
  if (ends.length > 0)
    logger.info(`Announced ${ends.length} outcomes`, { event: 'outcomes.announced', outcomes: ends.length });
}
