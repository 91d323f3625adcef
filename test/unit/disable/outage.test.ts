import { describe, expect, test } from 'vitest';
import { startRestraint } from '../../../lib/disable/restraint.ts';
import { disabling } from '../../support/disabling.ts';
import { secret, secrets } from '../../support/messages.ts';
import { DISABLED, REFUSED, TOKEN_REFUSED, UNAVAILABLE } from '../../support/scripted-vault.ts';

const RULES = { concurrency: 10, maxAttempts: 4, random: () => 1 };

/** A container that has seen the vault fail so often that it leaves it alone; long enough ago for a probe. */
function afterAnOutage() {
  const restraint = startRestraint(RULES);
  for (let failure = 0; failure < 50; failure += 1) restraint.failed(UNAVAILABLE, { begunAt: 0, now: 0 });
  return restraint;
}

function withoutRetries() {
  const restraint = startRestraint(RULES);
  while (restraint.mayRetry());
  return restraint;
}

const down = () => UNAVAILABLE;

test('ten secrets get all their tries, however the vault fails', async () => {
  const { attempts } = await disabling(10, { disable: down });
  expect(attempts).toEqual(Array(10).fill(4));
});

test('a vault that is down gets some fifty calls for five hundred secrets, and each says why it was not disabled', async () => {
  const { fates, calls } = await disabling(500, { disable: down });
  expect(calls.length).toBeGreaterThanOrEqual(50);
  expect(calls.length).toBeLessThanOrEqual(60);
  const outcomes = [...fates.values()].map(({ outcome }) => outcome);
  expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['unavailable']));
  expect(outcomes.map((outcome) => 'reason' in outcome && outcome.reason)).not.toContain('');
  expect(fates.get(secret(500))).toMatchObject({ attempts: 0, durationMs: 0 });
  expect(fates.get(secret(500))?.outcome).toMatchObject({
    reason: expect.stringMatching(/^Not called, since \d+ calls in a row had no usable answer, the last one: HTTP 503/),
  });
});

describe('after an outage', () => {
  test('one call finds out that it goes on; the others are not made', async () => {
    const { calls, kinds } = await disabling(100, { disable: down }, { restraint: afterAnOutage() });
    expect(calls).toHaveLength(1);
    expect(new Set(kinds)).toEqual(new Set(['unavailable']));
  });

  test('one call finds out that it is over, and then everything is disabled, one call more at once with every answer', async () => {
    const { begun, kinds } = await disabling(30, {}, { restraint: afterAnOutage() });
    expect(new Set(kinds)).toEqual(new Set(['disabled']));
    const together = [0, 50, 100, 150, 200].map((at) => begun.filter((time) => time === at).length);
    expect(together).toEqual([1, 2, 4, 8, 10]);
  });

  test('a probe that is refused gets its new token, and the others follow', async () => {
    const { kinds, requests } = await disabling(
      10,
      { disable: ({ token }) => (token === 'A' ? REFUSED : DISABLED) },
      { restraint: afterAnOutage() },
    );
    expect(new Set(kinds)).toEqual(new Set(['disabled']));
    expect(requests).toHaveLength(1);
  });

  test('a container without a token asks for one once, not four times', async () => {
    const { requests, calls, kinds } = await disabling(
      10,
      { warm: false, grant: down },
      { restraint: afterAnOutage() },
    );
    expect([requests.length, calls.length]).toEqual([1, 0]);
    expect(new Set(kinds)).toEqual(new Set(['unavailable']));
  });
});

test('a secret that always fails is not the only one that is tried: delivery by delivery, all others are disabled', async () => {
  const restraint = afterAnOutage();
  let left = secrets(10);
  let chance = 0;
  for (let delivery = 0; delivery < 10 && left.length > 1; delivery += 1) {
    chance = (chance + 0.3) % 1;
    const disable = ({ id }: { readonly id: number }) => (id === 1 ? UNAVAILABLE : DISABLED);
    const { fates } = await disabling(left, { disable }, { restraint, random: () => chance });
    left = left.filter((id) => fates.get(id)?.outcome.kind !== 'disabled');
  }
  expect(left).toEqual([1]);
});

test('what is left alone goes back with a delay, also when there is no time left', async () => {
  const { kinds, attempts } = await disabling(
    10,
    { disable: () => ({ ...DISABLED, tookMs: 100_000 }) },
    { restraint: afterAnOutage(), attemptTimeoutMs: 60_000 },
  );
  expect(new Set(kinds)).toEqual(new Set(['unavailable']));
  expect(attempts).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test('a container without retries left tries each secret once', async () => {
  const { attempts } = await disabling(
    5,
    { disable: ({ id }) => (id === 3 ? DISABLED : UNAVAILABLE) },
    { restraint: withoutRetries() },
  );
  expect(attempts).toEqual(Array(5).fill(1));
});

test('retries are earned by calls alone', async () => {
  const restraint = withoutRetries();
  await disabling(100, { warm: false, grant: () => TOKEN_REFUSED }, { restraint });
  expect(restraint.mayRetry()).toBe(false);
  await disabling(10, {}, { restraint });
  expect(restraint.mayRetry()).toBe(true);
});

describe('a pause that one answer asks for', () => {
  const pause = { ...UNAVAILABLE, retryAfterMs: 20_000 };

  test('is kept by all: no call begins before it is over', async () => {
    const { begun, kinds } = await disabling(
      30,
      { disable: ({ id, attempt }) => (id === 1 && attempt === 1 ? { ...pause, tookMs: 10 } : DISABLED) },
      { concurrency: 5 },
    );
    expect(begun.filter((at) => at > 10 && at < 20_010)).toEqual([]);
    expect(begun.filter((at) => at >= 20_010)).toHaveLength(26);
    expect(new Set(kinds)).toEqual(new Set(['disabled']));
  });

  test('and is longer than there is time: nothing more is called, and it is said why', async () => {
    const { fates, calls, endedAt } = await disabling(
      3,
      { disable: () => pause },
      { concurrency: 1, remainingMs: 15_000 },
    );
    expect(calls.map(({ id }) => id)).toEqual([1]);
    expect(endedAt).toBe(50);
    expect(fates.get(secret(2))).toMatchObject({
      attempts: 0,
      outcome: {
        kind: 'unavailable',
        reason: expect.stringMatching(/^Not called, since the vault asked for a pause: /),
      },
    });
  });

  test('while others wait for a token is kept by them, too', async () => {
    const { begun, kinds } = await disabling(
      secrets(4),
      {
        disable: ({ id, token }) => {
          if (token === 'B') return DISABLED;
          return id === 1 ? REFUSED : { ...pause, tookMs: 300 };
        },
        grant: () => ({ kind: 'token', tookMs: 500 }),
      },
      { concurrency: 4 },
    );
    expect(begun).toEqual([0, 0, 0, 0, 20_300, 20_300, 20_300, 20_300]);
    expect(new Set(kinds)).toEqual(new Set(['disabled']));
  });

  test('at the token endpoint is kept by all who wait for the token', async () => {
    const { begun } = await disabling(4, {
      warm: false,
      grant: (request) => (request === 1 ? pause : { kind: 'token' }),
    });
    expect(begun).toEqual([20_100, 20_100, 20_100, 20_100]);
  });
});
