import { randomUUID } from 'node:crypto';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { toRecord } from '../../../infra/local/lambda/event.ts';
import type { Contestant, Load } from './load.ts';

type Handler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** As seen from `dist/bench`, where this is built to; or the function as it was once. */
const FUNCTION = process.env['BENCH_FUNCTION'] ?? '../functions/disable-secrets.mjs';

/** So long that no deadline has a say, in milliseconds. */
const REMAINING_MS = 600_000;

export async function open(): Promise<Contestant> {
  const { handler } = (await import(FUNCTION)) as { readonly handler: Handler };
  return async (load) => {
    const { batchItemFailures } = await handler({ Records: recordsOf(load) }, contextOf());
    if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} messages were not settled`);
  };
}

function recordsOf({ messages, secrets, more = 0 }: Load): SQSRecord[] {
  return Array.from({ length: messages }, (_, message) => {
    const named = Array.from({ length: secrets }, (_, index) => ({ identifier: 1 + message * secrets + index }));
    const body = { type: 'credential.compromised', incidentId: 'INC-2041', secrets: named, more: 'x'.repeat(more) };
    return toRecord(
      {
        MessageId: randomUUID(),
        ReceiptHandle: randomUUID(),
        Body: JSON.stringify(body),
        Attributes: { SentTimestamp: String(Date.now()) },
      },
      'arn:aws:sqs:us-east-1:000000000000:compromised',
    );
  });
}

function contextOf(): Context {
  const end = Date.now() + REMAINING_MS;
  return {
    awsRequestId: randomUUID(),
    functionName: 'disable-secrets',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:disable-secrets',
    memoryLimitInMB: '1024',
    logGroupName: '/aws/lambda/disable-secrets',
    logStreamName: 'bench',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => end - Date.now(),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}
