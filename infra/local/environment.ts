import { devNull } from 'node:os';
import { ACCESS_KEY, FUNCTION_NAME, REGION } from './account.ts';
import type { Queues } from './queues.ts';
import type { Tables } from './tables.ts';

/** The name under which the stand-in for Secrets Manager keeps the vault's credentials. */
export const SECRET_ID = 'mysafe/kill-switch';

export type Environment = Readonly<Record<string, string>>;

/** What any client of AWS needs to find the stand-ins. */
export const awsEnvironment = (
  queues: Pick<Queues, 'endpoint'>,
  secretsManagerEndpoint: string,
  tables?: Pick<Tables, 'endpoint'>,
): Environment => ({
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: ACCESS_KEY.accessKeyId,
  AWS_SECRET_ACCESS_KEY: ACCESS_KEY.secretAccessKey,
  AWS_ENDPOINT_URL_SQS: queues.endpoint,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManagerEndpoint,
  ...(tables && { AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint }),
});

/**
 * The function's whole environment. Nothing is taken over from this process, so that no AWS setting of whoever runs it
 * has a say.
 */
export const functionEnvironment = (
  queues: Pick<Queues, 'endpoint' | 'sourceUrl' | 'deadLetterUrl'>,
  secretsManagerEndpoint: string,
  settings: Environment,
  tables?: Pick<Tables, 'endpoint'>,
): Environment => ({
  ...awsEnvironment(queues, secretsManagerEndpoint, tables),
  // Files that do not exist, in place of those in somebody's home directory.
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_LAMBDA_FUNCTION_NAME: FUNCTION_NAME,
  POWERTOOLS_SERVICE_NAME: FUNCTION_NAME,
  MYSAFE_SECRET_ID: SECRET_ID,
  QUEUE_URL: queues.sourceUrl,
  DEAD_LETTER_QUEUE_URL: queues.deadLetterUrl,
  ...settings,
});
