import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deadlines } from '../../../functions/deadlines.ts';

const SETTLING = { recordingMs: 0, settlingMs: 3000 };

test('work ends early enough that settling fits in, and settling early enough for the answer', () => {
  expect(deadlines(1000, 60_000, SETTLING)).toMatchObject({ work: 61_000 - 3200, settle: 61_000 - 200 });
});

test('writing down what became of it has its time, and leaves settling its own', () => {
  expect(deadlines(0, 60_000, { recordingMs: 5000, settlingMs: 3000 })).toEqual({
    work: 60_000 - 8200,
    record: 60_000 - 3200,
    settle: 60_000 - 200,
  });
});

test('where both would take too long, each has its share', () => {
  const { work, record, settle } = deadlines(0, 10_000, { recordingMs: 60_000, settlingMs: 20_000 });
  expect(work).toBe(5000);
  expect((record - work) / (settle - work)).toBeCloseTo(3 / 4);
});

test('however long settling takes, half of the time is for the work', () => {
  expect(deadlines(0, 10_000, { recordingMs: 0, settlingMs: 30_000 })).toMatchObject({ work: 5000, settle: 9800 });
});

test('with hardly any time left, a part of it is for each', () => {
  expect(deadlines(0, 100, { recordingMs: 0, settlingMs: 300 })).toMatchObject({ work: 50, settle: 75 });
});

test('work never ends before now, each part never before the one before it, and nothing after Lambda ends it', () => {
  fc.assert(
    fc.property(fc.nat(900_000), fc.nat(1_000_000), fc.nat(1_000_000), (remaining, recordingMs, settlingMs) => {
      const { work, record, settle } = deadlines(0, remaining, { recordingMs, settlingMs });
      expect(work).toBeGreaterThanOrEqual(0);
      expect(record).toBeGreaterThanOrEqual(work - 1e-6);
      expect(settle).toBeGreaterThanOrEqual(record);
      expect(settle).toBeLessThanOrEqual(remaining);
    }),
  );
});
