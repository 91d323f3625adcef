import * as z from 'zod/mini';
import { endpointOfSqs, queueUrl, readEnvironment, unset, withoutEmpty } from '../settings.ts';

const environment = z.object({
  ALERT_KEYS_SECRET_ID: z.string({
    error: 'must be the name or ARN of the Secrets Manager secret with the keys of the sources',
  }),
  QUEUE_URL: queueUrl,
  DEAD_LETTER_QUEUE_URL: queueUrl,
  NODE_DEBUG: unset,
  REGISTER_TABLE: z.optional(z.string()),
  AUDIT_TABLE: z.optional(z.string()),
});

/** How the function that receives alerts is set up. */
export type WebhookSettings = Readonly<{
  keysSecretId: string;
  queueUrl: string;
  deadLetterQueueUrl: string;
  /** AWS's own variables name another endpoint for SQS, which then counts whatever host the queue URLs name. */
  sqsEndpointIsSet: boolean;
  /** Name or ARN of the DynamoDB table with fingerprints, where the operator keeps one. */
  registerTable: string | undefined;
  /** Name of the DynamoDB table of the audit trail, where there is one. */
  auditTable: string | undefined;
}>;

/**
 * Reads the function's environment; an empty variable counts as one that is not set.
 * @throws Error that names every missing or wrong variable at once, each with its rule and none with its value
 */
export function readWebhookSettings(env: Readonly<Record<string, string | undefined>>): WebhookSettings {
  const data = readEnvironment(environment, env);
  return {
    keysSecretId: data.ALERT_KEYS_SECRET_ID,
    queueUrl: data.QUEUE_URL,
    deadLetterQueueUrl: data.DEAD_LETTER_QUEUE_URL,
    sqsEndpointIsSet: endpointOfSqs(withoutEmpty(env)) !== undefined,
    registerTable: data.REGISTER_TABLE,
    auditTable: data.AUDIT_TABLE,
  };
}
