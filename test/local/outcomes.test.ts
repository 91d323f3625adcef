import { expect, test } from 'vitest';
import { keepOutcomes } from '../../infra/local/command/outcomes.ts';

const line = (outcome: string, more: object = {}) => ({
  event: 'secret.outcome',
  identifier: '5',
  outcome,
  attempts: 2,
  durationMs: 40,
  function_request_id: 'first',
  ...more,
});

test('other lines tell nothing of a secret', () => {
  const outcomes = keepOutcomes();
  expect(outcomes.take({ event: 'batch.settled', identifier: '5' })).toBeUndefined();
  expect(outcomes.of('5')).toBeUndefined();
});

test('the latest outcome counts, and the calls of all invocations', () => {
  const outcomes = keepOutcomes();
  outcomes.take(line('unavailable', { reason: 'HTTP 503' }));
  outcomes.take(line('not-found', { function_request_id: 'second', attempts: 1 }));
  expect(outcomes.of('5')).toMatchObject({ told: { outcome: 'not-found' }, attempts: 3, isDisabled: false });
  expect([...outcomes.tally()]).toEqual([['not-found', 1]]);
});

test('once disabled, a secret stays so, and what a later message finds does not hide it', () => {
  const outcomes = keepOutcomes();
  outcomes.take(line('disabled'));
  outcomes.take(line('already-disabled', { function_request_id: 'second', attempts: 1 }));
  expect(outcomes.of('5')).toMatchObject({ told: { outcome: 'disabled' }, attempts: 3, isDisabled: true });
  expect([...outcomes.tally()]).toEqual([['disabled', 1]]);
});

test('a secret of two messages in one invocation is one piece of work, told twice', () => {
  const outcomes = keepOutcomes();
  outcomes.take(line('disabled', { incidentId: 'INC-1' }));
  outcomes.take(line('disabled', { incidentId: 'INC-2' }));
  expect(outcomes.of('5')?.attempts).toBe(2);
});
