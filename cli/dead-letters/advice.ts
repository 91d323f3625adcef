import { adviceFor } from '../advice.ts';

/** A receipt that SQS does not take any more. */
const LOST = 'not held any more, and perhaps received by somebody else: do it once more in five minutes';

const OWN: ReadonlyMap<string, string> = new Map([
  ['MessageNotInflight', LOST],
  ['ReceiptHandleIsInvalid', LOST],
]);

/** Why the letters could not be reached, and what to do about it. */
export function advice(reason: string): string {
  const own = OWN.get(reason);
  if (own !== undefined) return `${own} (${reason})`;
  return adviceFor(reason, {
    denied:
      'these credentials need sqs:ReceiveMessage, sqs:ChangeMessageVisibility and sqs:DeleteMessage on the dead-letter queue, and sqs:SendMessage on the source queue',
    missing: 'there is no such queue: check DEAD_LETTER_QUEUE_URL, QUEUE_URL, and the region',
    unreached: 'SQS cannot be reached: check the network, DEAD_LETTER_QUEUE_URL, QUEUE_URL, and the region',
  });
}

/** Why it could not be written down who discarded a letter, and what to do about it. */
export const adviceForTrail = (reason: string): string =>
  adviceFor(reason, {
    denied: 'these credentials may not write into the audit trail: they need dynamodb:PutItem on the table',
    missing: 'there is no such table: check --table or AUDIT_TABLE, and the region',
    unreached: 'DynamoDB cannot be reached: check the network and the region',
  });
