import { expect, test } from 'vitest';
import { startPace } from '../../../lib/queue/pace.ts';
import { settlingMs } from '../../../lib/queue/settling.ts';
import { body, delivery, secrets } from '../../support/messages.ts';

test('before the first measurement it is guessed on the safe side', () => {
  expect(startPace().expectedMs(1)).toBe(300);
});

test('calls that all take the same are expected to take just that', () => {
  const pace = startPace();
  for (let call = 0; call < 200; call += 1) pace.learn(20);
  expect(pace.expectedMs(1)).toBeCloseTo(20, 3);
  expect(pace.expectedMs(10)).toBeCloseTo(200, 3);
});

test('the first measurement counts twice over, for it may have been a lucky one', () => {
  const pace = startPace();
  pace.learn(20);
  expect(pace.expectedMs(1)).toBe(60);
});

test('when calls become slower, soon more time is expected than they take', () => {
  const pace = startPace();
  for (let call = 0; call < 50; call += 1) pace.learn(20);
  pace.learn(500);
  pace.learn(500);
  expect(pace.expectedMs(1)).toBeGreaterThan(500);
});

test('more calls are expected to take longer', () => {
  const pace = startPace();
  pace.learn(20);
  expect(pace.expectedMs(10) - pace.expectedMs(9)).toBe(20);
});

test('settling takes as long as all that may have to be sent, eight batches at a time, and one call more', () => {
  const pace = startPace();
  for (let call = 0; call < 200; call += 1) pace.learn(20);
  const large = delivery(body(secrets(500)));
  expect(settlingMs([large], pace)).toBeCloseTo(8 * 20, 3);
  expect(settlingMs([delivery(body([5])), large, delivery('malformed')], pace)).toBeCloseTo(8 * 20, 3);
  expect(settlingMs([delivery('malformed')], pace)).toBeCloseTo(40, 3);
});

test('a long incident counts twice: in the body of every dead letter, and in its attribute', () => {
  const pace = startPace();
  for (let call = 0; call < 200; call += 1) pace.learn(20);
  // Some 120 kB a letter, eight of which go together: 20 calls.
  const long = delivery(body(secrets(160), { incidentId: 'x'.repeat(60_000) }));
  expect(settlingMs([long], pace)).toBeCloseTo(4 * 20, 3);
});

test('without a message, one call is expected all the same', () => {
  expect(settlingMs([], startPace())).toBe(startPace().expectedMs(1));
});
