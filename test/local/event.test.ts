import { expect, test } from 'vitest';
import { succeeded, toRecord } from '../../infra/local/lambda/event.ts';

const failures = (...ids: readonly unknown[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
test.each([
  ['no failure', failures(), ['a', 'b']],
  ['one failure', failures('a'), ['b']],
  ['the same failure twice', failures('a', 'a'), ['b']],
  ['null in place of a list', { batchItemFailures: null }, ['a', 'b']],
  ['an empty response', {}, ['a', 'b']],
  ['no response', null, ['a', 'b']],
  ['nothing at all', undefined, ['a', 'b']],
  ['a message that was not in the batch', failures('c'), []],
  ['that one among others', failures('a', 'c'), []],
  ['an empty identifier', failures(''), []],
  ['a null identifier', failures(null), []],
  ['a wrong key', { batchItemFailures: [{ messageId: 'a' }] }, []],
  ['something that is no list', { batchItemFailures: 'a' }, []],
  ['text', 'done', []],
])('after a response with %s, Lambda deletes what it has to', (_, response, deleted) => {
  expect(succeeded(['a', 'b'], response)).toEqual(deleted);
});

test('a message becomes the record that AWS documents', () => {
  const message = {
    MessageId: 'm',
    ReceiptHandle: 'r',
    Body: 'b',
    MD5OfBody: '5',
    Attributes: {
      ApproximateReceiveCount: '2',
      SentTimestamp: '1',
      SenderId: 's',
      ApproximateFirstReceiveTimestamp: '3',
    },
    MessageAttributes: {
      FirstSentAt: { DataType: 'Number', StringValue: '7' },
      Blob: { DataType: 'Binary', BinaryValue: new Uint8Array([1]) },
    },
  };
  expect(toRecord(message, 'arn:aws:sqs:us-east-1:0:q')).toEqual({
    messageId: 'm',
    receiptHandle: 'r',
    body: 'b',
    attributes: {
      ApproximateReceiveCount: '2',
      SentTimestamp: '1',
      SenderId: 's',
      ApproximateFirstReceiveTimestamp: '3',
    },
    messageAttributes: {
      FirstSentAt: { stringValue: '7', stringListValues: [], binaryListValues: [], dataType: 'Number' },
      Blob: { binaryValue: 'AQ==', stringListValues: [], binaryListValues: [], dataType: 'Binary' },
    },
    md5OfBody: '5',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:0:q',
    awsRegion: 'us-east-1',
  });
});
