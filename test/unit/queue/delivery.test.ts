import type { SQSRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { readDelivery } from '../../../lib/queue/delivery.ts';
import { body, NOW } from '../../support/messages.ts';
import { record } from '../../support/records.ts';

const SENT_AT = NOW - 60_000;

const attribute = (stringValue: string, dataType = 'Number') => ({ stringValue, dataType });

const read = (messageAttributes: SQSRecord['messageAttributes'] = {}, attributes = {}) =>
  readDelivery(record(body([5]), { messageAttributes }, { SentTimestamp: String(SENT_AT), ...attributes }), NOW);

test('a record becomes a delivery', () => {
  expect(read({}, { ApproximateReceiveCount: '3' })).toEqual({
    messageId: 'message-1',
    receiptHandle: 'receipt of message-1',
    body: body([5]),
    message: expect.objectContaining({ kind: 'compromise' }),
    receiveCount: 3,
    isRemainder: false,
    firstSentAt: SENT_AT,
    redrives: undefined,
  });
});

test('a body that nobody can read is a delivery, too', () => {
  expect(readDelivery(record('not JSON'), NOW)).toMatchObject({ body: 'not JSON', message: { kind: 'malformed' } });
});

test('who has approved is read, and no more of it than a name has', () => {
  expect(read({ ApprovedBy: attribute('ann') }).approvedBy).toBe('ann');
  expect(read({ ApprovedBy: attribute('a'.repeat(100)) }).approvedBy).toBe('a'.repeat(64));
  expect([read({}).approvedBy, read({ ApprovedBy: attribute('') }).approvedBy]).toEqual([undefined, undefined]);
});

describe('FirstSentAt', () => {
  test.each([
    ['earlier', String(SENT_AT - 1), SENT_AT - 1],
    ['the same', String(SENT_AT), SENT_AT],
    ['much earlier', '0', 0],
  ])('%s than the message was sent counts', (_, text, firstSentAt) => {
    expect(read({ FirstSentAt: attribute(text) }).firstSentAt).toBe(firstSentAt);
  });

  test.each([
    ['later', String(SENT_AT + 1)],
    ['in a thousand years', '9'.repeat(14)],
    ['empty', ''],
    ['a date', '2026-11-24T09:30:00Z'],
    ['negative', '-5'],
    ['a fraction', '1.5'],
    ['with an exponent', '1e3'],
    ['hexadecimal', '0x10'],
    ['no number', 'NaN'],
    ['surrounded by space', ' 5 '],
    ['without an end', '1'.repeat(400)],
  ])('%s is ignored', (_, text) => {
    expect(read({ FirstSentAt: attribute(text) }).firstSentAt).toBe(SENT_AT);
  });

  test('without text is ignored', () => {
    expect(read({ FirstSentAt: { dataType: 'Binary', binaryValue: 'AAAA' } }).firstSentAt).toBe(SENT_AT);
  });
});

describe('Redrives', () => {
  test.each([
    ['0', 0],
    ['3', 3],
  ])('%s is read', (text, redrives) => {
    expect(read({ Redrives: attribute(text) }).redrives).toBe(redrives);
  });

  test.each(['', '-1', 'many'])('%j is ignored', (text) => {
    expect(read({ Redrives: attribute(text) }).redrives).toBeUndefined();
  });
});

test('metadata that cannot be read counts as if the message were new', () => {
  expect(read({}, { SentTimestamp: 'yesterday', ApproximateReceiveCount: '' })).toMatchObject({
    firstSentAt: NOW,
    receiveCount: 1,
  });
});

test('a hand-made record without a body is malformed', () => {
  const bare = { messageId: 'm', receiptHandle: 'r' } as SQSRecord;
  expect(readDelivery(bare, NOW)).toMatchObject({
    body: '',
    message: { kind: 'malformed', reason: 'the body is empty' },
  });
});

test('a hand-made record without any metadata is one, too', () => {
  const bare = { messageId: 'm', receiptHandle: 'r', body: body([5]) } as SQSRecord;
  expect(readDelivery(bare, NOW)).toMatchObject({ firstSentAt: NOW, receiveCount: 1, message: { kind: 'compromise' } });
});
