import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer } from '../../../lib/outcome/outcome.ts';
import { disabling } from '../../support/disabling.ts';
import { secrets } from '../../support/messages.ts';
import { TOKEN, TOKEN_REFUSED, UNAVAILABLE } from '../../support/scripted-vault.ts';

const answer = fc.record({
  answer: fc.constantFrom<Answer>(
    { kind: 'disabled' },
    { kind: 'already-disabled' },
    { kind: 'not-found', code: 1005, said: '1005' },
    { kind: 'unavailable', reason: '503' },
    { kind: 'unavailable', reason: '429', retryAfterMs: 1500 },
    { kind: 'refused', reason: '401', sourceAddress: false },
  ),
  tookMs: fc.constantFrom(0, 1, 50, 700, 30_000),
});

const grant = fc.constantFrom(TOKEN, TOKEN, { ...UNAVAILABLE, retryAfterMs: 900 }, UNAVAILABLE, TOKEN_REFUSED);

const situation = fc.record({
  count: fc.integer({ min: 0, max: 25 }),
  concurrency: fc.integer({ min: 1, max: 12 }),
  maxAttempts: fc.integer({ min: 1, max: 5 }),
  remainingMs: fc.constantFrom(0, 1, 60, 1000, 45_000),
  chance: fc.double({ min: 0, max: 0.99, noNaN: true }),
  answers: fc.array(answer, { minLength: 1, maxLength: 40 }),
  grants: fc.array(grant, { minLength: 1, maxLength: 6 }),
  warm: fc.boolean(),
});

type Situation = typeof situation extends fc.Arbitrary<infer Value> ? Value : never;

/** Plays a vault that gives these answers in turn, over and over. */
function play({ count, answers, grants, warm, chance, ...bounds }: Situation) {
  let calls = 0;
  const disable = () => {
    const next = answers[calls % answers.length] ?? answers[0];
    calls += 1;
    return { ...(next?.answer ?? UNAVAILABLE), tookMs: next?.tookMs ?? 0 };
  };
  return disabling(
    count,
    { disable, warm, grant: (request) => grants[(request - 1) % grants.length] ?? TOKEN },
    { ...bounds, random: () => chance },
  );
}

test('whatever the vault does: every secret has one fate, and nothing is invented', async () => {
  await fc.assert(
    fc.asyncProperty(situation, async (at) => {
      const { fates, told } = await play(at);
      expect([...fates.keys()]).toEqual(secrets(at.count));
      expect(told.toSorted((one, other) => Number(one) - Number(other))).toEqual(secrets(at.count));
    }),
  );
});

test('whatever the vault does: no call and no wait goes past the deadline', async () => {
  await fc.assert(
    fc.asyncProperty(situation, async (at) => {
      const { calls, requests, begun, endedAt, deadline } = await play(at);
      expect(endedAt).toBeLessThanOrEqual(deadline);
      expect(begun.every((time) => time < deadline)).toBe(true);
      expect([...calls, ...requests].every(({ timeoutMs }) => timeoutMs > 0)).toBe(true);
    }),
  );
});

test('whatever the vault does: never more in flight than allowed, one token request at a time, three tokens at most', async () => {
  await fc.assert(
    fc.asyncProperty(situation, async (at) => {
      const { calls, seen } = await play(at);
      expect(seen.mostInFlight).toBeLessThanOrEqual(at.concurrency);
      expect(seen.mostRequests).toBeLessThanOrEqual(1);
      expect(seen.readings).toBeLessThanOrEqual(1);
      expect(new Set(calls.map(({ token }) => token)).size).toBeLessThanOrEqual(3);
    }),
  );
});

test('whatever the vault does: attempts are the calls that were made, and a secret that was answered is called no more', async () => {
  await fc.assert(
    fc.asyncProperty(situation, async (at) => {
      const { fates, calls } = await play(at);
      for (const [id, { attempts, outcome }] of fates) {
        expect(calls.filter((call) => call.id === id)).toHaveLength(attempts);
        if (outcome.kind === 'disabled' || outcome.kind === 'not-found') expect(attempts).toBeGreaterThan(0);
        // Three refusals at most come on top.
        expect(attempts).toBeLessThanOrEqual(at.maxAttempts + 3);
      }
    }),
  );
});
