import type { Context, SQSRecord } from 'aws-lambda';
import { NOW } from './messages.ts';

/** A record as Lambda hands it over. */
export const record = (
  body: string,
  more: Partial<SQSRecord> = {},
  attributes: Partial<SQSRecord['attributes']> = {},
): SQSRecord => {
  const messageId = more.messageId ?? 'message-1';
  return {
    messageId,
    receiptHandle: `receipt of ${messageId}`,
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: String(NOW),
      SenderId: 'AIDA',
      ApproximateFirstReceiveTimestamp: String(NOW),
      ...attributes,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:compromised',
    awsRegion: 'eu-central-1',
    ...more,
  };
};

/** An invocation's context with so much time left, which passes. */
export function context(remainingMs = 30_000): Context {
  const end = Date.now() + remainingMs;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: 'disable-secrets',
    functionVersion: '1',
    invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:disable-secrets',
    memoryLimitInMB: '256',
    awsRequestId: 'invocation-1',
    logGroupName: '/aws/lambda/disable-secrets',
    logStreamName: 'stream',
    getRemainingTimeInMillis: () => end - Date.now(),
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}
