import { type SendMessageBatchCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import type { Outgoing } from '../../lib/message/outgoing.ts';

export const QUEUE_URL = 'https://sqs.eu-central-1.amazonaws.com/123456789012/dead';

export const client = new SQSClient({ region: 'eu-central-1' });
export const sqs = mockClient(client);

const letter = (name: string): Outgoing => ({ write: () => name, attributes: [], delaySeconds: 0 });
export const letters = (count: number) => Array.from({ length: count }, (_, index) => letter(`letter ${index}`));

/** An answer that has taken everything. */
export const takeAll = ({ Entries = [] }: SendMessageBatchCommandInput) => ({
  Successful: Entries.map(({ Id }) => ({ Id, MessageId: 'm', MD5OfMessageBody: 'x' })),
  Failed: [],
});
