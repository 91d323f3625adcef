import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count, reckon } from '../../../lib/limit/count.ts';
import type { Add } from '../../../lib/limit/tally.ts';
import { secrets } from '../../support/messages.ts';

const TALLY = { key: '2026-11-25T16#x', expiresAt: 0 };

/** A tally as the table keeps it, to which others may add meanwhile. */
function tally(initially: readonly number[] = [], meanwhile: () => readonly number[] = () => []) {
  const held = new Set(initially);
  const asked: (readonly number[])[] = [];
  const add: Add = async (_, more, mostBefore) => {
    asked.push(more);
    for (const id of meanwhile()) held.add(id);
    if (held.size > mostBefore) return { kind: 'refused', held: new Set(held) };
    for (const id of more) held.add(id);
    return { kind: 'added' };
  };
  return { held, asked, add };
}

describe('what goes beyond a limit of 5', () => {
  test.each([
    ['nothing of nothing', [], [], { kind: 'within' }],
    ['nothing new', [1, 2], [1, 2, 3, 4, 5], { kind: 'within' }],
    ['nothing new, though the limit was higher once', [1, 2], [1, 2, 3, 4, 5, 6], { kind: 'within' }],
    ['as much as fits', [1, 2, 3, 4, 5], [], { kind: 'add', secrets: [1, 2, 3, 4, 5] }],
    ['the rest of what is there in part', [1, 2, 3], [2, 9, 8, 7], { kind: 'beyond', secrets: 6 }],
    ['only what is new, where that fits', [1, 2, 3], [1, 2, 9, 8], { kind: 'add', secrets: [3] }],
    ['one too many', [6], [1, 2, 3, 4, 5], { kind: 'beyond', secrets: 6 }],
    ['too many at once', [1, 2, 3, 4, 5, 6], [], { kind: 'beyond', secrets: 6 }],
  ])('%s', (_, ids, held, left) => {
    const all = secrets(9);
    expect(
      reckon(
        all.filter((id) => ids.includes(id)),
        new Set(held),
        5,
      ),
    ).toEqual(left);
  });
});

test('a message that names more than are allowed is not even asked about', async () => {
  const { add, asked } = tally();
  expect(await count(TALLY, secrets(6), 5, add)).toEqual({ kind: 'beyond', secrets: 6 });
  expect(asked).toEqual([]);
});

test('what is counted again counts once', async () => {
  const { add, held } = tally();
  for (let time = 0; time < 3; time += 1) {
    expect(await count(TALLY, secrets(4), 5, add)).toEqual({ kind: 'within' });
  }
  expect(held.size).toBe(4);
});

test('of a message of which part has been counted the rest is counted, where it fits', async () => {
  const { add, asked } = tally([1, 2, 3]);
  expect(await count(TALLY, secrets(4), 5, add)).toEqual({ kind: 'within' });
  expect(asked).toEqual([secrets(4), [4]]);
});

test('what was counted before somebody lowered the limit goes on', async () => {
  const { add } = tally([1, 2, 3, 4]);
  expect(await count(TALLY, secrets(2), 3, add)).toEqual({ kind: 'within' });
});

test('where others are quicker again and again, nobody knows', async () => {
  let others = 100;
  const { add } = tally([], () => [others++, others++, others++, others++]);
  expect(await count(TALLY, secrets(30), 32, add)).toEqual({ kind: 'beyond', secrets: 34 });
  const crowded = { add: async () => ({ kind: 'refused' as const, held: new Set<number>() }) };
  expect(await count(TALLY, secrets(1), 5, crowded.add)).toEqual({ kind: 'unknown', reason: 'contended' });
});

test('whoever counts at the same time, what is let through never goes beyond the limit', async () => {
  const message = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.array(message, { maxLength: 8 }), fc.integer({ min: 1, max: 8 }), async (messages, most) => {
      const { add, held } = tally();
      const all = secrets(12);
      const counted = await Promise.all(
        messages.map((ids) =>
          count(
            TALLY,
            all.filter((id) => ids.includes(id)),
            most,
            add,
          ),
        ),
      );
      const through = new Set(messages.flatMap((ids, index) => (counted[index]?.kind === 'within' ? ids : [])));
      expect(through.size).toBeLessThanOrEqual(most);
      expect([...through].every((id) => held.has(id))).toBe(true);
    }),
  );
});
