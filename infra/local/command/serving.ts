import { REGION } from '../account.ts';
import type { Consumer } from '../consumer.ts';
import { awsEnvironment } from '../environment.ts';
import { type Scheduler, schedulerEnvironment } from '../scheduler.ts';
import type { Vault } from '../vault/vault.ts';

const EXAMPLE = '{"type":"credential.compromised","incidentId":"INC-1","secrets":[{"identifier":5}]}';

/** What the function was given, and `revoke` needs as well. */
const FOR_THE_COMMAND = ['APPROVAL_QUEUE_URL', 'AUDIT_TABLE', 'MYSAFE_SECRET_ID'];

/** What somebody needs to know to use a running stack from another terminal. */
export function serving(
  { queues, secretsManager, tables, environment }: Consumer,
  vault: Vault,
  scheduler: Scheduler,
): readonly string[] {
  const exported = {
    ...awsEnvironment(queues, secretsManager.endpoint, tables),
    // What some SDKs read in place of AWS_REGION.
    AWS_DEFAULT_REGION: REGION,
    QUEUE_URL: queues.sourceUrl,
    DEAD_LETTER_QUEUE_URL: queues.deadLetterUrl,
    ...Object.fromEntries(FOR_THE_COMMAND.flatMap((name) => (environment[name] ? [[name, environment[name]]] : []))),
    // For revoke offboard.
    ...schedulerEnvironment(scheduler, queues.sourceArn),
  };
  return [
    'Running, until you press Ctrl-C:',
    '',
    `  SQS               ${queues.endpoint}`,
    `  source queue      ${queues.sourceUrl}`,
    `  dead-letter queue ${queues.deadLetterUrl}`,
    ...(environment['APPROVAL_QUEUE_URL'] ? [`  approval queue    ${queues.approvalUrl}`] : []),
    `  Secrets Manager   ${secretsManager.endpoint}`,
    `  Scheduler         ${scheduler.endpoint}`,
    ...(tables ? [`  DynamoDB          ${tables.endpoint}`] : []),
    `  vault             ${vault.baseUrl}`,
    '',
    'For the AWS CLI or an SDK in another terminal (the access key opens nothing):',
    '',
    ...Object.entries(exported).map(([name, value]) => `export ${name}=${value}`),
    '',
    `aws sqs send-message --queue-url "$QUEUE_URL" --message-body '${EXAMPLE}'`,
    '',
    'Every secret exists and is active, but 1005 (not found) and 1006 (no access). Lists, which names and dry runs go by, know 201 to 203 alone.',
    ...(environment['MAX_SECRETS_PER_HOUR']
      ? [
          `More than ${environment['MAX_SECRETS_PER_HOUR']} secrets of one source in an hour wait for: npx revoke approve`,
        ]
      : []),
    '',
  ];
}
