import { expect, test } from 'vitest';
import { account, type Evidence } from '../../infra/local/command/account.ts';
import { keepOutcomes } from '../../infra/local/command/outcomes.ts';
import { report } from '../../infra/local/command/report.ts';
import { waitingFor } from '../../infra/local/command/waiting.ts';
import type { Lying } from '../../infra/local/lying.ts';

const body = (identifier: number, incidentId: string) =>
  JSON.stringify({ type: 'credential.compromised', incidentId, secrets: [{ identifier }] });

const lying = (text: string, attributes: Lying['attributes'] = {}, readyAt = 0): Lying => ({
  messageId: 'letter',
  body: text,
  attributes,
  receiveCount: 1,
  readyAt,
});

const outcomes = keepOutcomes();
for (const [identifier, outcome, reason] of [
  ['5', 'disabled', undefined],
  ['6', 'not-found', 'MySafe says 1005: Api secret not found'],
  ['7', 'unavailable', 'HTTP 503\u001B[31m\nname resolution failed'],
]) {
  outcomes.take({ event: 'secret.outcome', identifier, outcome, reason, attempts: 2, durationMs: 9 });
}

const EVIDENCE: Evidence = {
  goesBy: () => undefined,
  messages: [
    { messageId: 'a', body: body(5, 'INC-1') },
    { messageId: 'b', body: body(6, '\u001B]0;INC-2\u0007') },
    { messageId: 'c', body: body(7, 'INC-3') },
    { messageId: 'd', body: body(8, 'INC-4') },
    { messageId: 'e', body: 'rubbish' },
    { messageId: 'f', body: 'lost' },
  ],
  isDisabled: (identifier) => identifier === '5',
  historyOf: outcomes.of,
  deadLetters: [
    lying(body(6, 'INC-2'), { Identifier: '6', IncidentId: 'INC-2', ErrorCode: '1005', ErrorMessage: 'Check it.' }),
    lying('rubbish', { ErrorCode: 'malformed', ErrorMessage: 'not JSON', SourceMessageId: 'e' }),
  ],
  left: [lying(body(7, 'INC-3'))],
};

test('the report says of everything where it is, and ends with the proof', () => {
  expect(report(account(EVIDENCE), new Map([['5', ['HTTP 504', 'HTTP 429']]]), 'simulated')).toEqual([
    '',
    'Every secret and what became of it:',
    '',
    'SECRET  INCIDENT  OUTCOME                   CALLS  WHAT WENT WRONG ON THE WAY',
    '5       INC-1     disabled                  2      HTTP 504; HTTP 429',
    '6       -         not-found, dead letter    2',
    '7       INC-3     unavailable, UNACCOUNTED  2      HTTP 503 name resolution failed',
    '8       INC-4     not tried, UNACCOUNTED    0',
    '',
    'On the dead-letter queue, for a person to look at:',
    '',
    'CODE       WHAT      INCIDENT  REASON',
    '1005       secret 6  INC-2     Check it.',
    'malformed  message   -         not JSON',
    '',
    '2 malformed messages, 1 LOST; no call was made for them.',
    'Unaccounted, still on the queue or waiting for approval: 7.',
    'Unaccounted, and on no queue: 8. Lost, unless somebody enabled them again (revoke undo).',
    'What the messages named, against what the vault now holds:',
    '4 named, 1 disabled, 1 dead-lettered, 3 unaccounted',
  ]);
});

test('of a real vault it says what the proof rests on', () => {
  expect(report(account(EVIDENCE), new Map(), 'real').at(-2)).toBe(
    'By what the vault answered to each call; nothing is read back from a real vault:',
  );
});

test('a run that does not end says what it waits for', () => {
  const now = 1_000_000;
  const left = [lying(body(7, 'INC-3'), {}, now + 20_400), lying(body(5, 'INC-1'), {}, now + 60_000)];
  expect(waitingFor(left, outcomes.of, now)).toBe(
    'Waiting for 2 messages on the queue, the next of which comes in 21 s at the latest. Open: 7. The latest said unavailable: HTTP 503 name resolution failed.',
  );
});
