import { describe, expect, test } from 'vitest';
import type { Read } from '../../../cli/audit/trail.ts';
import { readArguments } from '../../../cli/send/arguments.ts';
import { runSend } from '../../../cli/send/send.ts';
import type { AuditRecord } from '../../../lib/audit/record.ts';
import { disabled, found, notFound, reported, second, TAG, unresolved } from '../../support/audit-records.ts';

const ENV = { QUEUE_URL: 'http://127.0.0.1:1/0/compromised', AUDIT_TABLE: 'audit' };

const options = (...args: readonly string[]) => {
  const asked = readArguments(args, ENV);
  if (asked.kind === 'wrong') throw new Error(asked.reason);
  return asked.options;
};

/** `revoke send … --wait`, with what the trail says at each look; the last again and again. Time passes only as it sleeps. */
async function sendAndWait(args: readonly string[], looks: readonly (Read | readonly AuditRecord[])[]) {
  const seen = { printed: '', told: '', shown: [] as string[], slept: [] as number[], looks: 0, closed: 0, ended: 0 };
  let now = 0;
  const code = await runSend(options(...args, '--incident', 'INC-1', '--wait', '--yes'), {
    now: new Date(second(0)),
    userName: 'ann',
    endpointIsSet: false,
    madeUp: () => '',
    canAsk: false,
    isConfirmed: async () => false,
    send: async () => ({ kind: 'sent' }),
    openTrail: () => ({
      read: async () => {
        const look = looks[Math.min(seen.looks, looks.length - 1)] ?? [];
        seen.looks += 1;
        return 'kind' in look ? look : { kind: 'read', records: look, unreadable: 0 };
      },
      close: () => {
        seen.closed += 1;
      },
    }),
    elapsed: () => now,
    sleep: async (ms) => {
      seen.slept.push(ms);
      now += ms;
    },
    progress: {
      show: (done, all, text) => void seen.shown.push(`${done} of ${all}: ${text}`),
      end: () => {
        seen.ended += 1;
      },
    },
    print: (text) => {
      seen.printed += text;
    },
    tell: (line) => {
      seen.told += `${line}\n`;
    },
  });
  expect(seen.closed).toBe(1);
  expect(seen.ended).toBeGreaterThan(0);
  return { code, ...seen };
}

test('it ends when each secret has its outcome, and says so each time that something changed', async () => {
  const before = [reported([5, 7])];
  const { code, shown, printed } = await sendAndWait(
    ['5', '7'],
    [[], before, [...before, disabled(5)], [...before, disabled(5), disabled(7)]],
  );
  expect(code).toBe(0);
  expect(shown).toEqual(['0 of 2: 2 still open', '1 of 2: 1 disabled, 1 still open', '2 of 2: 2 disabled']);
  expect(printed).toContain('INC-1: 2 disabled');
});

test('one that was left to a person: exit code 1, and the reason', async () => {
  const { code, printed } = await sendAndWait(['5', '7'], [[reported([5, 7]), disabled(5), notFound(7)]]);
  expect(code).toBe(1);
  expect(printed).toContain('7  not-found: MySafe says 1005');
});

test('a tag is followed to each secret that it led to, and to none', async () => {
  const led = [found([5, 7]), disabled(5)];
  const { code, shown } = await sendAndWait(['--tag', 'leaver'], [[], led, [...led, disabled(7)]]);
  expect(code).toBe(0);
  expect(shown).toEqual(['0 of 1: 1 still open', '1 of 2: 1 disabled, 1 still open', '2 of 2: 2 disabled']);
  const failed = await sendAndWait(['--tag', 'leaver'], [[unresolved(TAG)]]);
  expect(failed).toMatchObject({
    code: 1,
    printed: expect.stringMatching(/Not disabled:\n {2}tag leaver {2}unresolved: /),
  });
  const late = await sendAndWait(['--tag', 'leaver', '--timeout', '5'], [[]]);
  expect(late.told).toContain('still no outcome for 1 name (tag leaver)');
});

test('what is known of the incident from before is no outcome of what is sent now', async () => {
  const old = [reported([5]), disabled(5)].map((record) => ({ ...record, reportedAt: second(-60) }));
  const { code, looks } = await sendAndWait(['5'], [old, old, [...old, disabled(5)]]);
  expect([code, looks]).toEqual([0, 3]);
});

test('a dry run ends with what would be', async () => {
  const would = disabled(5, { dryRun: true, outcome: 'would-disable' });
  expect(await sendAndWait(['5', '--dry-run'], [[would]])).toMatchObject({ code: 0 });
  expect(await sendAndWait(['5', '--dry-run'], [[{ ...would, outcome: 'would-fail' } as AuditRecord]])).toMatchObject({
    code: 1,
  });
});

test('when time is up: exit code 1, what is open, and how to look again', async () => {
  const { code, told, slept } = await sendAndWait(['5', '7', '--timeout', '20'], [[reported([5, 7]), disabled(5)]]);
  expect(code).toBe(1);
  expect(told).toContain('After 20 s there is still no outcome for secret 7.');
  expect(told).toContain('revoke status INC-1');
  const sum = slept.reduce((one, other) => one + other, 0);
  expect(sum).toBeLessThanOrEqual(20_000);
  expect(sum).toBeGreaterThan(17_000);
  expect([Math.min(...slept), Math.max(...slept)]).toEqual([500, 2000]);
});

describe('a trail that cannot be read', () => {
  const failed = { kind: 'failed', reason: 'AccessDeniedException' } as const;

  test('at the first look: exit code 3, though it was sent', async () => {
    const { code, told, printed, looks } = await sendAndWait(['5'], [failed]);
    expect([code, printed, looks]).toEqual([3, '', 1]);
    expect(told).toMatch(/It was sent, but .*dynamodb:Query/);
  });

  test('later on is looked at again, up to five times', async () => {
    expect(await sendAndWait(['5'], [[], failed, failed, failed, failed, [disabled(5)]])).toMatchObject({ code: 0 });
    expect(await sendAndWait(['5'], [[], failed])).toMatchObject({ code: 3, looks: 6 });
  });
});

test('with --json there is one document, with how each ended', async () => {
  const { printed } = await sendAndWait(['5', '--json'], [[reported([5]), disabled(5)]]);
  expect(JSON.parse(printed)).toMatchObject({
    incidentId: 'INC-1',
    messages: 1,
    secrets: [{ identifier: 5 }],
    counts: { disabled: 1 },
    outcomes: [{ kind: 'secret', identifier: 5, outcome: 'disabled' }],
    open: { secrets: [], names: [] },
  });
});

test.each([
  [['5', '--timeout', '5'], ENV, /--timeout is for --wait/],
  [['5', '--table', 'audit'], ENV, /--table is for --wait/],
  [['5', '--wait', '--timeout', '0'], ENV, /--timeout must be a whole number of seconds from 1 to 86400/],
  [['5', '--wait', '--timeout', '1.5'], ENV, /--timeout/],
  [['5', '--wait', '--timeout', '86401'], ENV, /--timeout/],
  [['5', '--wait'], { ...ENV, AUDIT_TABLE: '' }, /AUDIT_TABLE/],
])('%j is not what can be asked', (args, env, reason) => {
  expect(readArguments(args, env)).toEqual({ kind: 'wrong', reason: expect.stringMatching(reason) });
});

test('nothing is waited for unless asked; then for a quarter of an hour', () => {
  expect(options('5').waiting).toBeUndefined();
  expect(options('5', '--wait').waiting).toEqual({ table: 'audit', timeoutSeconds: 900 });
});

test('where the trail cannot be read, a program is told all the same what was sent', async () => {
  const { code, printed, told } = await sendAndWait(['5', '--json'], [{ kind: 'failed', reason: 'ECONNREFUSED' }]);
  expect([code, JSON.parse(printed)]).toEqual([
    3,
    { incidentId: 'INC-1', dryRun: false, messages: 1, secrets: [{ identifier: 5 }], skipped: [] },
  ]);
  expect(told).toContain('It was sent, but what becomes of it could not be read');
});

test('what waits for approval is told once, as soon as it is known, with how it is released', async () => {
  const held = reported([5], { heldBecause: 'too many in an hour' });
  const { code, told } = await sendAndWait(['5'], [[], [held], [held], [held, disabled(5)]]);
  expect(code).toBe(0);
  expect(told.match(/^Waits for approval: 1 secret since .+ To release it: revoke approve INC-1\.$/gm)).toHaveLength(1);
});
