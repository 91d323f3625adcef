import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../../lib/message/delivery.ts';
import { dispositionOf } from '../../../lib/outcome/disposition.ts';
import type { Outcome } from '../../../lib/outcome/outcome.ts';
import { type Happened, measure } from '../../../lib/report/measure.ts';
import { deadLetterMetric, METRICS, OUTCOME_METRICS } from '../../../lib/report/metrics.ts';
import { body, delivery, fate, NOW, OUTCOMES } from '../../support/messages.ts';

const NOTHING: Happened = {
  receivedAt: NOW,
  fates: [],
  told: [],
  settled: [],
  calls: 0,
  tokenRequests: 0,
  uncounted: 0,
  throttled: 0,
  circuitIsOpen: false,
};

/** The values of each metric that is measured at all. */
const measured = (happened: Partial<Happened>): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(
    measure({ ...NOTHING, ...happened })
      .filter(({ values }) => values.length > 0)
      .map(({ name, values }) => [name, values]),
  );

/** What one message is told about its only secret. */
const told = (kind: Outcome['kind'], atMs: number, more: Partial<Delivery> = {}, fields: object = {}) =>
  measured({
    told: [{ delivery: delivery(body([5], fields), more), outcome: OUTCOMES[kind], at: NOW + atMs }],
    fates: [fate(OUTCOMES[kind])],
  });

test('of nothing, only the state of the circuit is measured', () => {
  expect(measured({})).toEqual({ CircuitOpen: [0] });
  expect(measured({ circuitIsOpen: true })).toEqual({ CircuitOpen: [1] });
});

test.each(Object.values(OUTCOMES))('an outcome is counted under a name of its own: $kind', (outcome) => {
  const counts = measured({ fates: [fate(outcome), fate(outcome)] });
  expect(counts[OUTCOME_METRICS[outcome.kind]]).toEqual([2]);
  expect(Object.values(OUTCOME_METRICS).filter((name) => name in counts)).toHaveLength(1);
});

test('no two outcomes share a name', () => {
  expect(new Set(Object.values(OUTCOME_METRICS)).size).toBe(Object.keys(OUTCOME_METRICS).length);
});

test('what is said about a dry run counts as nothing disabled', () => {
  expect(told('would-disable', 5000)).toEqual({ WouldDisable: [1], CircuitOpen: [0] });
});

describe('the time to disable', () => {
  test.each(['disabled', 'already-disabled'] as const)('counts from the report to the answer: %s', (kind) => {
    const reportedAt = new Date(NOW - 3000).toISOString();
    expect(told(kind, 5000, {}, { reportedAt })).toMatchObject({ TimeToDisable: [8000], DisabledInTime: [1] });
  });

  test.each([
    ['is missing', {}],
    ['is no date', { reportedAt: 'yesterday' }],
    ['is a day without a time', { reportedAt: '2026-11-24' }],
    ['has no zone', { reportedAt: '2026-11-24T09:29:00' }],
    ['does not exist', { reportedAt: '2026-11-31T25:00:00Z' }],
    ['is later than the message', { reportedAt: '2026-11-24T09:30:00.001Z' }],
  ])('counts from when the message was first sent where the report %s', (_, fields) => {
    expect(told('disabled', 5000, {}, fields)).toMatchObject({ TimeToDisable: [5000] });
  });

  test.each([
    ['2026-11-24T10:29:57+01:00', 8000],
    ['2026-11-24T09:29:57.500Z', 7500],
  ])('knows zones and fractions: %s', (reportedAt, expected) => {
    expect(told('disabled', 5000, {}, { reportedAt })).toMatchObject({ TimeToDisable: [expected] });
  });

  test('is there for each message and secret, and for nothing that was not disabled', () => {
    const one = delivery(body([1, 2]));
    const counts = measured({
      told: [
        { delivery: one, outcome: OUTCOMES.disabled, at: NOW + 1 },
        { delivery: one, outcome: OUTCOMES['not-found'], at: NOW + 2 },
        { delivery: delivery(body([1])), outcome: OUTCOMES.disabled, at: NOW + 3 },
      ],
    });
    expect(counts['TimeToDisable']).toEqual([1, 3]);
  });

  test('is never less than nothing, should a clock be set back', () => {
    expect(told('disabled', -5)).toMatchObject({ TimeToDisable: [0] });
  });
});

describe('the objective', () => {
  test('is met up to the last millisecond, and then no more', () => {
    expect(told('disabled', 60_000)).toMatchObject({ DisabledInTime: [1], DisabledLate: [0] });
    expect(told('disabled', 60_001)).toMatchObject({ DisabledInTime: [0], DisabledLate: [1] });
  });

  test.each([
    ['is delivered again', { receiveCount: 2 }],
    ['is what was left of another', { isRemainder: true }],
    ['was put back by a person', { redrives: 0 }],
    ['waited for approval', { approvedBy: 'ada' }],
  ])('says nothing of a message that %s', (_, more) => {
    const counts = told('disabled', 90_000, more);
    expect(counts).toMatchObject({ TimeToDisable: [90_000] });
    expect(counts).not.toHaveProperty('DisabledLate');
    expect(counts).not.toHaveProperty('DisabledInTime');
  });

  test('is missed by what no time was left for', () => {
    expect(told('deferred', 5000)).toMatchObject({ Deferred: [1], DisabledLate: [1] });
  });

  test('is not missed by what no time was left for behind a vault that does not answer', () => {
    const counts = measured({
      told: [{ delivery: delivery(body([5])), outcome: OUTCOMES.deferred, at: NOW }],
      fates: [fate(OUTCOMES.deferred), fate(OUTCOMES.unavailable)],
    });
    expect(counts).not.toHaveProperty('DisabledLate');
  });

  test.each(['unavailable', 'unauthorized', 'not-found'] as const)('says nothing of what is %s', (kind) => {
    expect(Object.keys(told(kind, 90_000)).filter((name) => /Late|InTime/.test(name))).toEqual([]);
  });
});

describe('dead letters', () => {
  const letter = (code?: string) => ({
    write: () => '',
    attributes: [
      { name: 'Outcome', type: 'String', value: 'as the story has it' } as const,
      ...(code === undefined ? [] : [{ name: 'ErrorCode', type: 'String', value: code } as const]),
    ],
    delaySeconds: 0,
  });
  const settled = (codes: readonly (string | undefined)[], carriedOut: Happened['settled'][number]['carriedOut']) => ({
    delivery: delivery(body([5])),
    settlement: { kind: 'acknowledge', deadLetters: codes.map(letter) } as const,
    carriedOut,
  });

  test('are counted by their class, and those given up once more', () => {
    const codes = ['1005', '1006', '1010', '4711', 'unresolved', 'unavailable', 'unauthorized', 'malformed'];
    expect(measured({ settled: [settled(codes, { kind: 'acknowledge' })] })).toEqual({
      DeadLetters1005: [1],
      DeadLetters1006: [1],
      DeadLettersRejected: [2],
      DeadLettersUnresolved: [1],
      DeadLettersUnavailable: [1],
      DeadLettersUnauthorized: [1],
      DeadLettersMalformed: [1],
      GaveUp: [2],
      QueueAge: [0],
      CircuitOpen: [0],
    });
  });

  test('are of no class without a code, which SQS could have had no room for', () => {
    const counts = measured({ settled: [settled([undefined, '1005'], { kind: 'acknowledge' })] });
    expect(Object.keys(counts).filter((name) => name.startsWith('DeadLetters'))).toEqual(['DeadLetters1005']);
  });

  test('that may not have been sent are not counted, but their message is', () => {
    expect(measured({ settled: [settled(['1005'], { kind: 'failed', reason: 'Throttling' })] })).toEqual({
      NotSettled: [1],
      QueueAge: [0],
      CircuitOpen: [0],
    });
  });

  test('have a metric of their own for every code that is none of MySafe’s numbers', () => {
    const codes = Object.values(OUTCOMES).flatMap((outcome) => {
      const disposition = dispositionOf(outcome);
      return disposition.kind === 'done' ? [] : disposition.failure.errorCode;
    });
    const ours = codes.filter((code) => !/^\d+$/.test(code));
    expect(ours.length).toBeGreaterThan(2);
    expect(ours.filter((code) => deadLetterMetric(code) === 'DeadLettersRejected')).toEqual([]);
  });

  test('have no more metrics than there are classes, whatever their code', () => {
    const metrics = Array.from({ length: 10_000 }, (_, code) => deadLetterMetric(String(code)));
    expect(new Set(metrics)).toEqual(new Set(['DeadLettersRejected', 'DeadLetters1005', 'DeadLetters1006']));
  });
});

test('calls, retries, token requests and pauses are counted, and how old the work of each message is', () => {
  const message = { delivery: delivery(body([5]), { firstSentAt: NOW - 700 }), settlement: undefined } as const;
  const counts = measured({
    settled: [{ ...message, carriedOut: { kind: 'keep' } }],
    fates: [fate(OUTCOMES.disabled, { attempts: 3 }), fate(OUTCOMES.deferred, { attempts: 0 })],
    calls: 4,
    tokenRequests: 1,
    throttled: 3,
  });
  expect(counts).toMatchObject({ Calls: [4], Retries: [2], TokenRequests: [1], Throttled: [3], QueueAge: [700] });
});

test.each([
  [{ kind: 'acknowledge' }, { Held: [1] }],
  [{ kind: 'failed', reason: 'Throttling' }, { NotSettled: [1] }],
] as const)(
  'a message that waits for approval is counted once it is certain to be there: %j',
  (carriedOut, expected) => {
    const message = { write: () => '', attributes: [], delaySeconds: 0 };
    const held = { kind: 'hold', message, reason: 'too many', secrets: 500 } as const;
    const counts = measured({ settled: [{ delivery: delivery(body([5])), settlement: held, carriedOut }] });
    expect(counts).toEqual({ ...expected, QueueAge: [0], CircuitOpen: [0] });
  },
);

test('nothing is measured that is not in the table', () => {
  const all = Object.values(OUTCOMES).flatMap((outcome) => Object.keys(told(outcome.kind, 1)));
  expect(all.filter((name) => !(name in METRICS))).toEqual([]);
});
