import { Logger } from '@aws-lambda-powertools/logger';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { Context } from 'aws-lambda';
import type { SecretSettled } from '../lib/announce/cloud-event.ts';
import { push } from '../lib/announce/push.ts';
import { type Receivers, readReceivers } from '../lib/announce/receivers.ts';
import { readPushSettings } from '../lib/announce/settings.ts';
import { nameOf } from '../lib/queue/queue.ts';
import { secretsManagerClient } from './clients.ts';

const { RECEIVERS_SECRET_ID } = readPushSettings(process.env);

const logger = new Logger();
const warn = (message: string): void => logger.warn(message);

// Node prints its warnings as plain text; here every line of the log is one JSON object.
process.removeAllListeners('warning');
process.on('warning', ({ name, message }) => warn(`${name}: ${message}`));

const secretsManager = secretsManagerClient(warn);

/** What EventBridge hands over; the detail is what the other function had put on the bus. */
type BusEvent = Readonly<{ detail: SecretSettled }>;

/**
 * The Lambda function: as the target of a rule, tells every receiver that a credential was revoked.
 * @throws Error where one has not taken it, so that Lambda tries again and at last puts it aside
 */
export async function handler({ detail }: BusEvent, context: Context): Promise<void> {
  logger.addContext(context);
  const pushed = await push(detail, await receivers(), Date.now());
  const missed = pushed.flatMap((each) => (each.kind === 'not-taken' ? [`${each.audience}: ${each.reason}`] : []));
  for (const reason of missed)
    logger.error('A receiver did not take an event', { event: 'event.not-taken', id: detail.id, reason });
  if (missed.length > 0) throw new Error(`${missed.length} of ${pushed.length} receivers did not take it`);
}

/** Read for each event: events are few, and a key that is taken away shall sign no more. */
async function receivers(): Promise<Receivers> {
  return readReceivers(RECEIVERS_SECRET_ID, await secretString());
}

async function secretString(): Promise<string> {
  try {
    const { SecretString } = await secretsManager.send(new GetSecretValueCommand({ SecretId: RECEIVERS_SECRET_ID }));
    return SecretString ?? '';
  } catch (error) {
    // Lambda writes into the log what is thrown, its message and what it was caused by included.
    throw new Error(`Secrets Manager did not give secret ${RECEIVERS_SECRET_ID}: ${nameOf(error, 'Secrets Manager')}`);
  }
}
