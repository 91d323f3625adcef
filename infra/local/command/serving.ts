import type { Consumer } from '../consumer.ts';
import { awsEnvironment, REGION } from '../environment.ts';
import { SERVED_TABLES } from '../served-tables.ts';
import type { Vault } from '../vault/vault.ts';

const EXAMPLE = '{"type":"credential.compromised","incidentId":"INC-1","secrets":[{"identifier":5}]}';

/** What somebody needs to know to use a running stack from another terminal. */
export function serving({ queues, secretsManager, tables }: Consumer, vault: Vault): readonly string[] {
  const exported = {
    ...awsEnvironment(queues, secretsManager.endpoint, tables),
    // What some SDKs read in place of AWS_REGION.
    AWS_DEFAULT_REGION: REGION,
    QUEUE_URL: queues.sourceUrl,
    DEAD_LETTER_QUEUE_URL: queues.deadLetterUrl,
    ...Object.fromEntries(Object.entries(SERVED_TABLES).map(([variable, { name }]) => [variable, name])),
  };
  return [
    'Running, until you press Ctrl-C:',
    '',
    `  SQS               ${queues.endpoint}`,
    `  source queue      ${queues.sourceUrl}`,
    `  dead-letter queue ${queues.deadLetterUrl}`,
    `  Secrets Manager   ${secretsManager.endpoint}`,
    ...(tables ? [`  DynamoDB          ${tables.endpoint}`] : []),
    `  vault             ${vault.baseUrl}`,
    '',
    'For the AWS CLI or an SDK in another terminal (the access key opens nothing):',
    '',
    ...Object.entries(exported).map(([name, value]) => `export ${name}=${value}`),
    '',
    `aws sqs send-message --queue-url "$QUEUE_URL" --message-body '${EXAMPLE}'`,
    '',
    'Every secret exists and is active, but 1005 (not found) and 1006 (no access).',
    '',
  ];
}
