import { adviceFor } from '../advice.ts';

/** Why the letters could not be reached, and what to do about it. */
export const advice = (reason: string): string =>
  adviceFor(reason, {
    denied:
      'these credentials need sqs:ReceiveMessage, sqs:ChangeMessageVisibility and sqs:DeleteMessage on the dead-letter queue, and sqs:SendMessage on the source queue',
    missing: 'there is no such queue: check DEAD_LETTER_QUEUE_URL, QUEUE_URL, and the region',
    unreached: 'SQS cannot be reached: check the network, DEAD_LETTER_QUEUE_URL, QUEUE_URL, and the region',
  });
