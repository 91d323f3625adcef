import { expect, test } from 'vitest';
import { clock } from '../../../functions/clock.ts';

test('now is now', () => {
  const before = Date.now();
  expect(clock.now()).toBeGreaterThanOrEqual(before);
  expect(clock.now()).toBeLessThanOrEqual(Date.now());
});

test('it sleeps as long as it is told', async () => {
  const startedAt = performance.now();
  await clock.sleep(30, new AbortController().signal);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(28);
});

test('a signal wakes it up early, without an error', async () => {
  const controller = new AbortController();
  const sleeping = clock.sleep(60_000, controller.signal);
  controller.abort();
  await expect(sleeping).resolves.toBeUndefined();
});

test('it does not fall asleep on a signal that was given before', async () => {
  await expect(clock.sleep(60_000, AbortSignal.abort())).resolves.toBeUndefined();
});
