import type { MiddlewareObj } from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Delivery } from '../lib/message/delivery.ts';
import { readDelivery } from '../lib/queue/delivery.ts';
import type { Entry } from '../lib/report/entry.ts';

/** What the handler gets in place of the raw event. */
export type Batch = Readonly<{ deliveries: readonly Delivery[] }>;

/** Parses the event's records, each on its own. */
export const parseRecords = (now: () => number): MiddlewareObj<SQSEvent & Batch> => ({
  before: (request) => {
    const deliveries = request.event.Records.map((record) => readDelivery(record, now()));
    request.event = { ...request.event, deliveries };
  },
});

/**
 * Turns the ids of the messages that stay into the answer that Lambda expects.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export const partialBatchResponse = (): MiddlewareObj<unknown, SQSBatchResponse | readonly string[]> => ({
  after: (request) => {
    const kept = Array.isArray(request.response) ? (request.response as readonly string[]) : [];
    request.response = { batchItemFailures: kept.map((itemIdentifier) => ({ itemIdentifier })) };
  },
});

/** For bugs: says what happened and lets the invocation fail, so that every message of the batch stays on the queue. */
export const lastResort = (log: (entry: Entry) => void): MiddlewareObj => ({
  onError: ({ error }) => {
    log({
      level: 'error',
      message: 'The invocation failed; every message of its batch stays on the queue',
      fields: { event: 'invocation.failed', error: error?.name, reason: error?.message, stack: error?.stack },
    });
  },
});
