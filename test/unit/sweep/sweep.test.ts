import { expect, test } from 'vitest';
import type { Outgoing } from '../../../lib/message/outgoing.ts';
import { parseMessage } from '../../../lib/message/parse.ts';
import type { Entry } from '../../../lib/report/entry.ts';
import type { Fetched } from '../../../lib/sweep/list.ts';
import { type Sweeping, sweep } from '../../../lib/sweep/sweep.ts';

const SETTINGS = { key: 'leavers.csv', timeZone: 'Europe/Berlin', lookBackDays: 7 };
const HEADER = 'tag,last_day\n';

/** A sweep of the first of December, of a list with this text. */
async function swept(text: string, given: Partial<Sweeping> = {}, settings = SETTINGS) {
  const bodies: string[] = [];
  const log: Entry[] = [];
  const verdict = await sweep(
    {
      fetchList: async (): Promise<Fetched> => ({ kind: 'fetched', bytes: Buffer.from(text) }),
      send: async (messages: readonly Outgoing[]) => {
        bodies.push(...messages.map(({ write }) => write()));
        return { kind: 'sent' };
      },
      log: (entry) => log.push(entry),
      now: new Date('2026-12-01T17:00:00Z'),
      ...given,
    },
    settings,
  );
  return { verdict, documents: bodies.map((body) => JSON.parse(body)), bodies, log };
}

test('whose last day is today is sent, as a message that the consumer accepts', async () => {
  const { verdict, documents, bodies, log } = await swept(`${HEADER}leaver-ann,2026-12-01\nleaver-bob,2026-12-02\n`);
  expect(verdict).toEqual({ kind: 'swept' });
  expect(documents).toEqual([
    {
      type: 'credential.compromised',
      version: 1,
      incidentId: 'OFFBOARD-2026-12-01',
      reason: expect.stringContaining('2026-12-01'),
      reportedBy: 'sweep-leavers 2026-12-01',
      reportedAt: '2026-12-01T17:00:00.000Z',
      secrets: [{ tag: 'leaver-ann' }],
    },
  ]);
  expect(bodies.map((body) => parseMessage(body).kind)).toEqual(['compromise']);
  expect(log.map(({ level, fields }) => ({ level, ...fields }))).toEqual([
    { level: 'info', event: 'leavers.swept', day: '2026-12-01', days: 1, secrets: 1, messages: 1, badRows: 0 },
  ]);
});

test('a day is that of the time zone', async () => {
  const given = { now: new Date('2026-11-30T23:30:00Z') };
  const list = `${HEADER}leaver-ann,2026-12-01\n`;
  expect((await swept(list, given)).documents).toHaveLength(1);
  expect((await swept(list, given, { ...SETTINGS, timeZone: 'UTC' })).documents).toEqual([]);
});

test('what a sweep before it did not send is sent under the incident of its own day', async () => {
  const { documents } = await swept(`${HEADER}ann,2026-11-30\nbob,2026-12-01\n`);
  expect(documents.map(({ incidentId }) => incidentId)).toEqual(['OFFBOARD-2026-11-30', 'OFFBOARD-2026-12-01']);
});

test('five hundred and one secrets of a day are two messages', async () => {
  const rows = Array.from({ length: 501 }, (_, index) => `leaver-${index},2026-12-01\n`).join('');
  expect((await swept(HEADER + rows)).documents.map(({ secrets }) => secrets.length)).toEqual([500, 1]);
});

test('a bad row is named by its line, keeps nobody else from being sent, and makes the sweep fail', async () => {
  const { verdict, documents, log } = await swept(
    `${HEADER}sk_live_1*,2026-12-01\nleaver-ann,2026-12-01\nleaver-bob,sk_live_2\n`,
  );
  expect(documents).toMatchObject([{ secrets: [{ tag: 'leaver-ann' }] }]);
  expect(verdict).toEqual({
    kind: 'failed',
    reason: expect.stringMatching(/cannot be read: 2\. All others were sent$/),
  });
  const bad = log.filter(({ fields }) => fields.event === 'leavers.bad-row');
  expect(bad.map(({ level, fields }) => [level, fields['place']])).toEqual([
    ['error', 'line 2'],
    ['error', 'line 4'],
  ]);
  expect(JSON.stringify([verdict, log])).not.toMatch(/sk_live|leaver-/);
});

test('a list in which nothing can be read does not fill the log', async () => {
  const { log } = await swept(HEADER + 'ann,soon\n'.repeat(1000));
  expect(log).toHaveLength(101);
  expect(log.at(-1)?.fields).toMatchObject({ badRows: 1000 });
});

test('a list in which nobody leaves sends nothing, and that is well', async () => {
  expect(await swept('[]')).toMatchObject({ verdict: { kind: 'swept' }, documents: [] });
});

test.each<[string, string, Partial<Sweeping>, RegExp]>([
  ['is not there', '', { fetchList: async () => ({ kind: 'failed', reason: 'no list' }) }, /no list/],
  ['is empty', '', {}, /is empty/],
  ['is unclear', 'name,owner\na,b\n', {}, /no header/],
  [
    'is another encoding',
    '\uFFFE',
    { fetchList: async () => ({ kind: 'fetched', bytes: Buffer.from([255]) }) },
    /UTF-8/,
  ],
  ['cannot be sent on', `${HEADER}ann,2026-12-01\n`, { send: async () => ({ kind: 'failed', reason: 'E' }) }, /: E$/],
])('a list that %s fails, with a line that says why', async (_, text, given, reason) => {
  const { verdict, log } = await swept(text, given);
  expect(verdict).toEqual({ kind: 'failed', reason: expect.stringMatching(reason) });
  expect(log.map(({ level, fields }) => [level, fields.event])).toEqual([['error', 'leavers.not-swept']]);
});
