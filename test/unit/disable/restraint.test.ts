import { expect, test } from 'vitest';
import { type Failure, type Restraint, startRestraint } from '../../../lib/disable/restraint.ts';

const NOW = 1_000_000;
const FAILURE = { reason: 'HTTP 503: the vault is busy' };

const started = () => startRestraint({ concurrency: 10, maxAttempts: 4, random: () => 1 });

const fail = (restraint: Restraint, failure: Failure, now: number) => restraint.failed(failure, { begunAt: now, now });

function opened() {
  const restraint = started();
  for (let failure = 0; failure < 50; failure += 1) fail(restraint, FAILURE, NOW);
  return restraint;
}

test('from the start: everything may be called, as often at once as is set', () => {
  const restraint = started();
  expect([restraint.permission(NOW), restraint.atOnce(), restraint.trouble()]).toEqual([
    { kind: 'granted' },
    10,
    undefined,
  ]);
});

test('a pause that one answer asks for holds for all', () => {
  const restraint = started();
  fail(restraint, { ...FAILURE, retryAfterMs: 7000 }, NOW);
  expect(restraint.permission(NOW + 2000)).toEqual({
    kind: 'not-yet',
    waitMs: 5000,
    reason: 'Not called, since the vault asked for a pause: HTTP 503: the vault is busy',
  });
  expect(restraint.permission(NOW + 7000)).toEqual({ kind: 'granted' });
});

test('the longest pause asked for counts, and neither a shorter one nor an answer ends it', () => {
  const restraint = started();
  fail(restraint, { ...FAILURE, retryAfterMs: 7000 }, NOW);
  fail(restraint, { ...FAILURE, retryAfterMs: 1000 }, NOW);
  restraint.answered();
  expect(restraint.permission(NOW + 2000)).toMatchObject({ kind: 'not-yet', waitMs: 5000 });
});

test('no single answer silences a container for more than a quarter of an hour', () => {
  const restraint = started();
  fail(restraint, { ...FAILURE, retryAfterMs: 86_400_000 }, NOW);
  expect(restraint.permission(NOW + 900_000)).toEqual({ kind: 'granted' });
});

test('a vault that does not answer is asked once, and then left alone for a while, with the reason', () => {
  const restraint = opened();
  expect(restraint.permission(NOW)).toEqual({ kind: 'granted' });
  fail(restraint, FAILURE, NOW + 10_000);
  expect(restraint.permission(NOW + 10_199)).toEqual({
    kind: 'left-alone',
    reason: 'Not called, since 51 calls in a row had no usable answer, the last one: HTTP 503: the vault is busy',
  });
  expect(restraint.permission(NOW + 10_200)).toEqual({ kind: 'granted' });
});

test('however long it does not answer, it is asked once a minute', () => {
  const restraint = opened();
  let now = NOW;
  for (let probe = 0; probe < 30; probe += 1) {
    fail(restraint, FAILURE, now);
    now += 60_000;
    expect(restraint.permission(now)).toEqual({ kind: 'granted' });
  }
  fail(restraint, FAILURE, now);
  expect(restraint.permission(now + 59_999).kind).toBe('left-alone');
});

test.each([
  [10, 4, 50],
  [1, 1, 50],
  [20, 4, 100],
])('with %i calls at once and %i tries it takes %i failures in a row', (concurrency, maxAttempts, failures) => {
  const restraint = startRestraint({ concurrency, maxAttempts, random: () => 1 });
  for (let failure = 1; failure < failures; failure += 1) fail(restraint, FAILURE, NOW);
  expect(restraint.trouble()).toBeUndefined();
  fail(restraint, FAILURE, NOW);
  expect(restraint.trouble()).toContain(`${failures} calls in a row`);
});

test('a clock that is set back silences nobody', () => {
  const restraint = opened();
  fail(restraint, { ...FAILURE, retryAfterMs: 7000 }, NOW);
  expect(restraint.permission(NOW - 3_600_000)).toEqual({ kind: 'granted' });
});

test('after a clock has been set back, a pause is one again, and the one before is forgotten for good', () => {
  const restraint = started();
  fail(restraint, { ...FAILURE, retryAfterMs: 900_000 }, NOW);
  const back = NOW - 3_600_000;
  fail(restraint, { ...FAILURE, retryAfterMs: 7000 }, back);
  expect(restraint.permission(back + 1)).toMatchObject({ kind: 'not-yet', waitMs: 6999 });
  expect(restraint.permission(NOW)).toEqual({ kind: 'granted' });
});

test('nothing is tried again while the vault does not answer, and again when it does', () => {
  const restraint = opened();
  expect(restraint.mayRetry()).toBe(false);
  restraint.answered();
  expect(restraint.mayRetry()).toBe(true);
});

test('retries run out; first tries bring one back for every ten', () => {
  const restraint = started();
  let retries = 0;
  while (restraint.mayRetry()) retries += 1;
  expect(retries).toBe(500);
  for (let tries = 0; tries < 9; tries += 1) restraint.firstTry();
  expect(restraint.mayRetry()).toBe(false);
  restraint.firstTry();
  expect([restraint.mayRetry(), restraint.mayRetry()]).toEqual([true, false]);
});
test('a failure that asks for no pause does not end one', () => {
  const restraint = started();
  fail(restraint, { ...FAILURE, retryAfterMs: 7000 }, NOW);
  fail(restraint, FAILURE, NOW);
  expect(restraint.permission(NOW + 2000)).toMatchObject({ kind: 'not-yet', waitMs: 5000 });
});

test('the longest pause begins at once', () => {
  const restraint = started();
  fail(restraint, { ...FAILURE, retryAfterMs: 86_400_000 }, NOW);
  expect(restraint.permission(NOW)).toMatchObject({ kind: 'not-yet', waitMs: 900_000 });
});
