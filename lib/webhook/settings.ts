import * as z from 'zod/mini';
import { endpointOfSqs, queueUrl, unset } from '../settings.ts';

const environment = z.object({
  ALERT_KEYS_SECRET_ID: z.string({
    error: 'must be the name or ARN of the Secrets Manager secret with the keys of the sources',
  }),
  QUEUE_URL: queueUrl,
  DEAD_LETTER_QUEUE_URL: queueUrl,
  NODE_DEBUG: unset,
});

/** How the function that receives alerts is set up. */
export type WebhookSettings = Readonly<{
  keysSecretId: string;
  queueUrl: string;
  deadLetterQueueUrl: string;
  /** AWS's own variables name another endpoint for SQS, which then counts whatever host the queue URLs name. */
  sqsEndpointIsSet: boolean;
}>;

/**
 * Reads the function's environment; an empty variable counts as one that is not set.
 * @throws Error that names every missing or wrong variable at once, each with its rule and none with its value
 */
export function readWebhookSettings(env: Readonly<Record<string, string | undefined>>): WebhookSettings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const checked = environment.safeParse(given);
  if (!checked.success) {
    const faults = checked.error.issues.map(({ path, message }) => `${path.join()} ${message}`);
    throw new Error(`The function's environment is not usable: ${faults.join('; ')}.`);
  }
  return {
    keysSecretId: checked.data.ALERT_KEYS_SECRET_ID,
    queueUrl: checked.data.QUEUE_URL,
    deadLetterQueueUrl: checked.data.DEAD_LETTER_QUEUE_URL,
    sqsEndpointIsSet: endpointOfSqs(given) !== undefined,
  };
}
