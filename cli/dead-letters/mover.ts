import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { nameOf, type Sent } from '../../lib/queue/queue.ts';

/** How far SQS has come, and how it ended. A `failed` has a reason that {@link adviceFor} knows. */
export type Move =
  | { readonly kind: 'running' | 'done'; readonly letters: number }
  | { readonly kind: 'ended'; readonly letters: number; readonly reason: string }
  | Extract<Sent, { kind: 'failed' }>;

/** SQS itself moves the whole dead-letter queue: whatever lies there, unread. */
export type Mover = Readonly<{
  start: (perSecond: number) => Promise<Sent>;
  /** How it stands with what was started last. */
  look: () => Promise<Move>;
}>;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
export function moverOf(client: SQSClient, deadLetterQueueUrl: string, queueUrl: string): Mover {
  const arnOf = async (QueueUrl: string) => {
    const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
    return (await client.send(asked)).Attributes?.['QueueArn'];
  };
  return {
    start: async (perSecond) => {
      try {
        const [SourceArn, DestinationArn] = await Promise.all([arnOf(deadLetterQueueUrl), arnOf(queueUrl)]);
        await client.send(
          // Named, because these letters were sent to the queue and not moved there, so that SQS does not know whence they came.
          new StartMessageMoveTaskCommand({ SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: perSecond }),
        );
        return { kind: 'sent' };
      } catch (error) {
        return { kind: 'failed', reason: nameOf(error) };
      }
    },
    look: async () => {
      try {
        const SourceArn = await arnOf(deadLetterQueueUrl);
        const { Results: [task] = [] } = await client.send(
          new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 1 }),
        );
        const letters = task?.ApproximateNumberOfMessagesMoved ?? 0;
        switch (task?.Status) {
          case 'RUNNING':
          case 'CANCELLING':
            return { kind: 'running', letters };
          case 'COMPLETED':
            return { kind: 'done', letters };
          default:
            return { kind: 'ended', letters, reason: task?.FailureReason ?? task?.Status ?? 'SQS knows of no task' };
        }
      } catch (error) {
        return { kind: 'failed', reason: nameOf(error) };
      }
    },
  };
}
