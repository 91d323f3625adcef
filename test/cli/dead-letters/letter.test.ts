import type { Message } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { explanationOf } from '../../../cli/dead-letters/explanations.ts';
import { chosen, isHopeless, readLetter } from '../../../cli/dead-letters/letter.ts';
import { document, inWords } from '../../../cli/dead-letters/words.ts';
import { incident } from '../../../lib/alert/message.ts';
import { body } from '../../support/messages.ts';

const message = (Body: string, attributes: Readonly<Record<string, string>> = {}): Message => ({
  MessageId: 'a',
  ReceiptHandle: 'receipt-a',
  Body,
  MessageAttributes: Object.fromEntries(
    Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  ),
});

const named = (...secrets: readonly object[]) =>
  JSON.stringify({ type: 'credential.compromised', incidentId: 'INC-1', secrets });

/** The letter that the function for alerts writes of a fingerprint that it does not know. */
function ofAnAlert(): Message {
  const alert = {
    eventId: 'event-1',
    reason: undefined,
    reportedAt: undefined,
    secrets: [{ by: 'fingerprint', fingerprint: 'f1' } as const],
  };
  const [letter] = incident('generic', alert, new Map(), 0).deadLetters;
  if (letter === undefined) throw new Error('no letter');
  const { write, attributes } = letter;
  return message(write(), Object.fromEntries(attributes.map(({ name, value }) => [name, value])));
}

/** As Lambda writes them. @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const ENVELOPE = JSON.stringify({
  version: '1.0',
  timestamp: '2026-11-24T18:16:05.568Z',
  requestContext: {
    requestId: 'e4b46cbf-b738-xmpl-8880-a18cdf61200e',
    functionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:kill-switch-alerts:$LATEST',
    condition: 'RetriesExhausted',
    approximateInvokeCount: 3,
  },
  requestPayload: { source: 'aws.guardduty', 'detail-type': 'GuardDuty Finding', detail: { key: 'sk_live_1' } },
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  responsePayload: { errorMessage: 'sk_live_1 is no event' },
});

/** As EventBridge Scheduler writes them. @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
const SCHEDULED = {
  ERROR_CODE: 'AWS.SimpleQueueService.NonExistentQueue',
  ERROR_MESSAGE: 'The specified queue does not exist.',
  SCHEDULE_ARN: 'arn:aws:scheduler:eu-central-1:123456789012:schedule/group/name',
};

describe('what a letter is about, in words, and whether it can be put back', () => {
  test.each<[what: string, Message, code: string, hopeless: boolean, line: string]>([
    ['a number', message(body([7]), { ErrorCode: '1006' }), '1006', false, 'secret 7, no incident'],
    ['a code', message(named({ identifierCode: 'crm' })), 'unknown', false, 'identifier code crm, INC-1'],
    ['a tag', message(named({ tag: 'left' }), { ErrorCode: 'unresolved' }), 'unresolved', false, 'tag left, INC-1'],
    ['several', message(body([7, 8])), 'unknown', false, '2 secrets (7, 8), no incident'],
    ['a number that no vault has', message(body([7]), { ErrorCode: '1005' }), '1005', true, 'secret 7, no incident'],
    ['a fingerprint', ofAnAlert(), 'unresolved', true, '1 fingerprint of an alert (f1), generic-'],
    [
      'an event of AWS',
      message(ENVELOPE),
      'event',
      true,
      'event GuardDuty Finding of aws.guardduty, no incident, 2026-11-24T18:16:05.568Z, kill-switch-alerts could not take it (RetriesExhausted) [a]',
    ],
    [
      'a scheduled message',
      message(body([7]), SCHEDULED),
      'schedule',
      false,
      'secret 7, no incident, The specified queue does not exist. [a]',
    ],
    [
      'a scheduled sweep',
      message('{"time":"sk_live_1"}', SCHEDULED),
      'schedule',
      true,
      'no message that names secrets',
    ],
    ['anything', message('sk_live_1'), 'unknown', true, 'no message that names secrets, no incident, without a reason'],
    ['nothing', message(''), 'unknown', true, 'no message that names secrets'],
    [
      'a malformed message that looks like a letter of an alert',
      message(named({ fingerprint: 'sk_live_1' }), { ErrorCode: 'malformed' }),
      'malformed',
      true,
      'no message that names secrets, INC-1',
    ],
  ])('%s', (_, given, code, hopeless, line) => {
    const letter = readLetter(given);
    expect({ code: letter.code, hopeless: isHopeless(letter) }).toEqual({ code, hopeless });
    expect(explanationOf(letter.code)).toBeDefined();
    expect(inWords([letter], 1)).toContain(`\n  ${line}`);
    expect(inWords([letter], 1) + JSON.stringify(document(letter))).not.toContain('sk_live');
  });
});

test('a letter belongs to the incident that its attribute names, else to the one that its body names', () => {
  const letters = [
    readLetter(message(body([1], { incidentId: 'INC-1' }))),
    readLetter(message(body([2], { incidentId: 'INC-1' }), { IncidentId: 'INC-2' })),
    readLetter(message(body([3], { incidentId: 3 }))),
    readLetter(message('INC-1')),
  ];
  const of = (incident: string) =>
    chosen(letters, { codes: [], incidents: [incident], messageIds: [] }).map(({ subject }) => subject);
  expect(of('INC-1')).toEqual([{ kind: 'secrets', named: [{ identifier: 1 }] }]);
  expect(of('INC-2')).toEqual([{ kind: 'secrets', named: [{ identifier: 2 }] }]);
});
