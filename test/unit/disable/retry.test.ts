import { expect, test } from 'vitest';
import { retrying, timeoutNow } from '../../../lib/disable/retry.ts';
import { effortOn } from '../../support/effort.ts';
import { VirtualTime } from '../../support/virtual-time.ts';

type Result = { readonly kind: string; readonly retryAfterMs?: number };

const UNAVAILABLE: Result = { kind: 'unavailable' };

/** Tries with these results, one after the other, and says when each try began, counted from the start. */
async function tryWith(results: readonly Result[], bounds: Parameters<typeof effortOn>[1] = {}, tookMs = 0) {
  const time = new VirtualTime();
  const startedAt = time.now();
  const begun: number[] = [];
  const attempt = async () => {
    begun.push(time.now() - startedAt);
    await time.sleep(tookMs);
    return results[begun.length - 1] ?? UNAVAILABLE;
  };
  const result = await time.run(retrying(attempt, effortOn(time, bounds)));
  return { result, begun, endedAt: time.now() - startedAt };
}

test.each(['disabled', 'rejected', 'refused', 'granted', 'unreadable'])('%s is not tried again', async (kind) => {
  expect(await tryWith([{ kind }])).toMatchObject({ result: { kind }, begun: [0] });
});

test('unavailable is tried again after a wait that doubles, up to the last attempt', async () => {
  expect(await tryWith([])).toMatchObject({ result: UNAVAILABLE, begun: [0, 200, 600, 1400], endedAt: 1400 });
});

test('one attempt is one call and no wait', async () => {
  expect(await tryWith([], { maxAttempts: 1 })).toMatchObject({ result: UNAVAILABLE, begun: [0], endedAt: 0 });
});

test('a retry that succeeds ends the tries', async () => {
  expect(await tryWith([UNAVAILABLE, { kind: 'disabled' }])).toMatchObject({
    result: { kind: 'disabled' },
    begun: [0, 200],
  });
});

test('an answer that asks for a longer wait than the backoff gets exactly that', async () => {
  const { begun } = await tryWith([{ ...UNAVAILABLE, retryAfterMs: 7123 }, { kind: 'disabled' }]);
  expect(begun).toEqual([0, 7123]);
});

test('an answer that asks for a shorter wait than the backoff does not shorten it', async () => {
  const { begun } = await tryWith([{ ...UNAVAILABLE, retryAfterMs: 1 }, { kind: 'disabled' }]);
  expect(begun).toEqual([0, 200]);
});

test.each([
  ['the backoff', UNAVAILABLE],
  ['what the answer asks', { ...UNAVAILABLE, retryAfterMs: 5000 }],
])('no wait is begun that would go past the deadline: %s', async (_, answer) => {
  const { begun, endedAt } = await tryWith([answer], { remainingMs: 100 }, 20);
  expect({ begun, endedAt }).toEqual({ begun: [0], endedAt: 20 });
});

test('a wait that would end exactly at the deadline is not begun', async () => {
  expect(await tryWith([], { remainingMs: 200 })).toMatchObject({ result: UNAVAILABLE, begun: [0], endedAt: 0 });
});

test('at the deadline nothing is begun: deferred', async () => {
  expect(await tryWith([], { remainingMs: 0 })).toMatchObject({ result: { kind: 'deferred' }, begun: [] });
});

test('what was tried before and then found no time stays unavailable', async () => {
  expect(await tryWith([UNAVAILABLE, { kind: 'deferred' }])).toMatchObject({ result: UNAVAILABLE, begun: [0, 200] });
});

test('a clock that oversleeps does not lead to a try past the deadline', async () => {
  const time = new VirtualTime();
  const effort = effortOn(time, { remainingMs: 1000 });
  const clock = { now: time.now, sleep: (ms: number) => time.sleep(ms * 10) };
  let tries = 0;
  const attempt = async () => {
    tries += 1;
    return UNAVAILABLE;
  };
  expect(await time.run(retrying(attempt, { ...effort, clock }))).toEqual(UNAVAILABLE);
  expect(tries).toBe(1);
});

test('a call may take its time-out, but no longer than to the deadline', async () => {
  const time = new VirtualTime();
  const effort = effortOn(time, { remainingMs: 15_000 });
  expect(timeoutNow(effort)).toBe(10_000);
  await time.run(time.sleep(9000));
  expect(timeoutNow(effort)).toBe(6000);
});
