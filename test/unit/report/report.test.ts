import { describe, expect, test } from 'vitest';
import { batchEntry, messageEntries, type Settled } from '../../../lib/report/batch.ts';
import { secretEntry } from '../../../lib/report/secret.ts';
import type { CarriedOut } from '../../../lib/settle/carry-out.ts';
import type { Settlement } from '../../../lib/settle/settle.ts';
import { body, delivery, fate, OUTCOMES, secret } from '../../support/messages.ts';

describe("a secret's line", () => {
  test('answers what happened to secret 7 of INC-2041', () => {
    const named = delivery(body([7], { incidentId: 'INC-2041', reason: 'do not repeat' }));
    const line = secretEntry(
      named,
      secret(7),
      fate(OUTCOMES['not-found'], { attempts: 2, durationMs: 50.4, requestId: 'r' }),
    );
    expect(line).toEqual({
      level: 'warn',
      message: 'Secret 7 of INC-2041: not-found',
      fields: {
        event: 'secret.outcome',
        incidentId: 'INC-2041',
        identifier: '7',
        outcome: 'not-found',
        code: 1005,
        reason: 'MySafe says 1005: Api secret not found',
        attempts: 2,
        durationMs: 50,
        requestId: 'r',
        messageId: 'message-1',
      },
    });
  });

  test.each([
    ['disabled', 'info', undefined],
    ['already-disabled', 'info', undefined],
    ['deferred', 'info', undefined],
    ['not-found', 'warn', /1005/],
    ['access-denied', 'warn', /1006/],
    ['rejected', 'warn', /1010/],
    ['unavailable', 'warn', /503/],
    ['unauthorized', 'error', /401/],
  ] as const)('%s is of level %s, with its reason', (kind, level, reason) => {
    const line = secretEntry(delivery(body([7])), secret(7), fate(OUTCOMES[kind]));
    expect(line).toMatchObject({ level, message: `Secret 7: ${kind}`, fields: { outcome: kind } });
    expect(line.fields['reason']).toEqual(reason && expect.stringMatching(reason));
  });

  test('is not as long as somebody made the incident', () => {
    const line = secretEntry(delivery(body([7], { incidentId: 'x'.repeat(1000) })), secret(7), fate(OUTCOMES.disabled));
    expect(line.fields['incidentId']).toBe('x'.repeat(256));
  });

  test('can be written for a message without an incident', () => {
    expect(secretEntry(delivery('not JSON'), secret(7), fate(OUTCOMES.disabled)).fields['incidentId']).toBeUndefined();
  });
});

const letter = { write: () => '', attributes: [], delaySeconds: 0 };
const settled = (settlement: Settlement, carriedOut: CarriedOut, text = body([7])): Settled => ({
  delivery: delivery(text),
  settlement,
  carriedOut,
});

const ACKNOWLEDGED = settled({ kind: 'acknowledge', deadLetters: [letter, letter] }, { kind: 'acknowledge' });
const SPLIT = settled({ kind: 'split', deadLetters: [letter], remainders: [letter] }, { kind: 'acknowledge' });
const KEPT = settled({ kind: 'hide', delaySeconds: 30 }, { kind: 'keep' });
const FAILED = settled({ kind: 'acknowledge', deadLetters: [letter] }, { kind: 'failed', reason: 'Throttling' });

describe("a batch's line", () => {
  test('counts outcomes, and what was done about the messages; what failed was not done', () => {
    const fates = [OUTCOMES.disabled, OUTCOMES.disabled, OUTCOMES['already-disabled'], OUTCOMES.rejected].map(
      (outcome) => fate(outcome),
    );
    expect(batchEntry([ACKNOWLEDGED, ACKNOWLEDGED, SPLIT, KEPT, FAILED], fates, 1234.5)).toEqual({
      level: 'info',
      message: '5 messages, 4 secrets: 2 disabled, 1 already-disabled, 1 rejected',
      fields: {
        event: 'batch.settled',
        messages: 5,
        secrets: 4,
        outcomes: { disabled: 2, 'already-disabled': 1, rejected: 1 },
        acknowledged: 3,
        kept: 1,
        failed: 1,
        remainders: 1,
        deadLetters: 5,
        durationMs: 1235,
      },
    });
  });

  test('is there for a batch with nothing to do', () => {
    expect(batchEntry([ACKNOWLEDGED], [], 1)).toMatchObject({ message: '1 message, 0 secrets: nothing to disable' });
  });
});

describe("a message's own line", () => {
  test('is not needed where it was settled', () => {
    expect([ACKNOWLEDGED, SPLIT, KEPT].flatMap(messageEntries)).toEqual([]);
  });

  test('says that it is malformed, and why', () => {
    const malformed = settled({ kind: 'acknowledge', deadLetters: [letter] }, { kind: 'acknowledge' }, 'not JSON');
    expect(messageEntries(malformed)).toMatchObject([
      {
        level: 'warn',
        message: 'Message message-1 is malformed: the body is not JSON. It goes to the dead-letter queue',
        fields: { event: 'message.malformed', messageId: 'message-1', reason: 'the body is not JSON' },
      },
    ]);
  });

  test('says that it was not settled, and why', () => {
    expect(messageEntries(FAILED)).toMatchObject([
      {
        level: 'error',
        message: 'Message message-1 was not settled and stays on the queue: Throttling',
        fields: { event: 'message.not-settled', messageId: 'message-1', reason: 'Throttling' },
      },
    ]);
  });
});
