import type { Attributes } from './aws.ts';
import { type Finding, ok, warning, wrong } from './finding.ts';
import { redriveAllowFinding, tlsFinding } from './policies.ts';

/** What the function goes by. */
export type Expected = Readonly<{ maxReceiveCount: number; giveUpAfterSeconds: number }>;

/** Six times the function's time-out, as it is deployed, in seconds. */
const LEAST_VISIBILITY_SECONDS = 360;

const MOST_BYTES = 1_048_576;

/** What the two queues are like, against what the template makes of them and the function counts on. */
export function queueFindings(
  source: Attributes,
  deadLetters: Attributes,
  { maxReceiveCount, giveUpAfterSeconds }: Expected,
): readonly Finding[] {
  const retention = seconds(source, 'MessageRetentionPeriod');
  return [
    redrive(source, deadLetters, maxReceiveCount),
    redriveAllowFinding(deadLetters, source),
    visibility(source),
    retention > giveUpAfterSeconds
      ? ok('retention', `${retention} s on the source queue, ${giveUpAfterSeconds} s until a message is given up`)
      : wrong(
          'retention',
          `the source queue drops a message after ${retention} s, before it is given up after ${giveUpAfterSeconds} s`,
          'lower GIVE_UP_AFTER_SECONDS, or deploy the template again: what SQS drops has no dead letter',
        ),
    seconds(deadLetters, 'MessageRetentionPeriod') > retention
      ? ok('retention of dead letters', `${deadLetters['MessageRetentionPeriod']} s`)
      : warning(
          'retention of dead letters',
          `${deadLetters['MessageRetentionPeriod']} s, which is not longer than on the source queue`,
          'deploy the template again: it keeps them for 14 days',
        ),
    encryption('source queue', source),
    size('source queue', source),
    tlsFinding('source queue', source),
    encryption('dead-letter queue', deadLetters),
    size('dead-letter queue', deadLetters),
    tlsFinding('dead-letter queue', deadLetters),
    waiting(deadLetters),
  ];
}

const seconds = (attributes: Attributes, name: string): number => Number(attributes[name] ?? Number.NaN);

function visibility(source: Attributes): Finding {
  const about = 'visibility time-out';
  const said = `${source['VisibilityTimeout']} s`;
  if (seconds(source, 'VisibilityTimeout') >= LEAST_VISIBILITY_SECONDS) return ok(about, said);
  return warning(
    about,
    `${said}, and six times the function's time-out is ${LEAST_VISIBILITY_SECONDS} s`,
    'deploy the template again: with less, a message is delivered again while it is still worked on',
  );
}

function redrive(source: Attributes, deadLetters: Attributes, expected: number): Finding {
  const policy = readPolicy(source['RedrivePolicy']);
  if (policy === undefined)
    return wrong(
      'redrive',
      'the source queue has no dead-letter queue of its own',
      'deploy the template again: what crashes the function again and again would never leave the queue',
    );
  if (policy.deadLetterTargetArn !== deadLetters['QueueArn'])
    return wrong(
      'redrive',
      'the source queue moves its messages to another queue than DEAD_LETTER_QUEUE_URL',
      'check DEAD_LETTER_QUEUE_URL, or deploy the template again',
    );
  if (Number(policy.maxReceiveCount) !== expected)
    return wrong(
      'redrive',
      `the source queue moves a message after ${policy.maxReceiveCount} deliveries, and the function counts on ${expected}`,
      'give MAX_RECEIVE_COUNT the same number: with too many, SQS moves messages without a reason before the function gives them up',
    );
  return ok('redrive', `after ${expected} deliveries, to the dead-letter queue`);
}

function readPolicy(json: string | undefined) {
  if (json === undefined) return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(json) as Readonly<Record<string, unknown>>;
  return { deadLetterTargetArn, maxReceiveCount: Number(maxReceiveCount) };
}

/** Whether SQS keeps what lies on the queue encrypted. */
export function encryption(name: string, queue: Attributes): Finding {
  const isEncrypted = queue['SqsManagedSseEnabled'] === 'true' || (queue['KmsMasterKeyId'] ?? '') !== '';
  return isEncrypted
    ? ok(`encryption of the ${name}`, queue['KmsMasterKeyId'] ? 'with a KMS key' : 'by SQS')
    : warning(`encryption of the ${name}`, 'none', 'deploy the template again, or switch SSE-SQS on');
}

/** Whether the queue takes the largest message that the function may send. */
export function size(name: string, queue: Attributes): Finding {
  const most = Number(queue['MaximumMessageSize']);
  return most >= MOST_BYTES
    ? ok(`message size of the ${name}`, `${most} bytes`)
    : warning(
        `message size of the ${name}`,
        `${most} bytes, and the function may send ${MOST_BYTES}`,
        'deploy the template again: a large message could not be sent on, and would stay on the queue',
      );
}

function waiting(deadLetters: Attributes): Finding {
  const count = Number(deadLetters['ApproximateNumberOfMessages'] ?? 0);
  return count === 0
    ? ok('dead letters', 'none')
    : warning(
        'dead letters',
        `about ${count}: leaked secrets that were not disabled`,
        'read their ErrorCode and ErrorMessage, mend the cause, put them back',
      );
}
