import { expect, onTestFinished, test } from 'vitest';
import { awsEnvironment, type Environment } from '../../infra/local/environment.ts';
import type { Queues } from '../../infra/local/queues.ts';
import {
  SCHEDULE_DEAD_LETTER_QUEUE_ARN,
  SCHEDULE_GROUP,
  SCHEDULE_ROLE_ARN,
  startScheduler,
} from '../../infra/local/scheduler.ts';
import { startSweeper } from '../../infra/local/sweeper.ts';
import { revoke } from '../support/revoke.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { watchedStack } from '../support/watched-stack.ts';

/** A week from now, to the second, as a person would write it. */
const WEEK = new Date(Math.ceil(Date.now() / 1000) * 1000 + 7 * 86_400_000);
const AT = ['--at', WEEK.toISOString().replace('.000', '')];

/** `revoke offboard …` against a Scheduler that sends to this queue. */
async function offboarding({ sourceArn, send, endpoint }: Pick<Queues, 'sourceArn' | 'send' | 'endpoint'>) {
  const scheduler = await startScheduler(new Map([[sourceArn, send]]));
  onTestFinished(scheduler.stop);
  const env: Environment = {
    ...awsEnvironment({ endpoint }, 'http://127.0.0.1:1'),
    AWS_ENDPOINT_URL_SCHEDULER: scheduler.endpoint,
    SCHEDULE_GROUP,
    SCHEDULE_ROLE_ARN,
    QUEUE_ARN: sourceArn,
    SCHEDULE_DEAD_LETTER_QUEUE_ARN,
  };
  const offboard = (args: readonly string[], more: Environment = {}) =>
    revoke(['offboard', ...args], { ...env, ...more });
  return { scheduler, offboard };
}

/** Queues that nothing is sent to. */
const NOWHERE = { sourceArn: 'arn:aws:sqs:us-east-1:000000000000:compromised', send: async () => '', endpoint: 'x' };

test('who leaves in a week has access until then, and none from then on', async () => {
  await using stack = await watchedStack({ vault: { names: { 7: { tags: ['leaver-ann'] } } } });
  const { scheduler, offboard } = await offboarding(stack.queues);
  const file = await temporaryFile('leavers.csv', 'id,tag,owner\n5,,bob\n,leaver-ann,ann\n');
  const made = await offboard(['--file', file, ...AT, '--incident', 'HR-117', '--yes', '--json']);
  expect(made.code, made.stderr).toBe(0);
  const names = scheduler.waiting();
  expect(JSON.parse(made.stdout)).toMatchObject({ incidentId: 'HR-117', schedules: [{ name: names[0], isNew: true }] });

  await scheduler.deliverDue(WEEK.getTime() - 1);
  await stack.settled();
  expect([stack.vault.stateOf(5), stack.vault.stateOf(7)]).toEqual(['active', 'active']);
  await scheduler.deliverDue(WEEK.getTime());
  await stack.settled();
  expect([stack.vault.stateOf(5), stack.vault.stateOf(7)]).toEqual(['inactive', 'inactive']);
  expect(scheduler.waiting()).toEqual([]);
  expect(await stack.deadLetters()).toEqual([]);
});

test('what is said twice is scheduled once, whatever the order and the time zone', async () => {
  const { scheduler, offboard } = await offboarding(NOWHERE);
  expect(await offboard(['5', '7', ...AT])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Scheduled: /) });
  const elsewhere = new Date(WEEK.getTime() + 2 * 3_600_000).toISOString().replace('.000Z', '+02:00');
  expect(await offboard(['7', '5', '--at', elsewhere])).toMatchObject({
    code: 0,
    stdout: `Already scheduled: ${scheduler.waiting()[0]}\n`,
  });
  expect(scheduler.waiting()).toHaveLength(1);
});

test('more secrets than a message may have are several schedules, all of which are listed and cancelled', async () => {
  const { scheduler, offboard } = await offboarding(NOWHERE);
  const file = await temporaryFile('leavers.txt', Array.from({ length: 30_000 }, (_, index) => index + 1).join('\n'));
  expect(await offboard(['--file', file, ...AT, '--incident', 'HR-1', '--yes'])).toMatchObject({ code: 0 });
  expect(await offboard(['5', ...AT, '--incident', 'HR-2'])).toMatchObject({ code: 0 });
  expect(scheduler.waiting()).toHaveLength(61);

  const { schedules } = JSON.parse((await offboard(['list', '--json'])).stdout) as {
    readonly schedules: readonly Readonly<{
      incidentId: string;
      secrets: readonly { readonly identifier: number }[];
    }>[];
  };
  expect(schedules).toHaveLength(61);
  const ids = schedules.filter(({ incidentId }) => incidentId === 'HR-1').flatMap(({ secrets }) => secrets);
  expect(new Set(ids.map(({ identifier }) => identifier)).size).toBe(30_000);

  expect(await offboard(['cancel', '--incident', 'HR-1'])).toMatchObject({ code: 2, stdout: '' });
  expect(await offboard(['cancel', '--incident', 'HR-1', '--yes'])).toMatchObject({ code: 0 });
  const [left = ''] = scheduler.waiting();
  expect(await offboard(['cancel', left, '--yes'])).toMatchObject({ code: 0, stdout: `Cancelled: ${left}\n` });
  expect(await offboard(['cancel', left, '--yes'])).toMatchObject({ code: 1, stderr: expect.stringContaining('gone') });
  expect(await offboard(['list'])).toMatchObject({ code: 0, stdout: '', stderr: 'Nothing is scheduled.\n' });
});

test.each<[string, Environment, readonly string[], RegExp]>([
  [
    'nobody listens',
    { AWS_ENDPOINT_URL_SCHEDULER: 'http://127.0.0.1:1' },
    [],
    /EventBridge Scheduler cannot be reached/,
  ],
  ['the region is another one', {}, ['--region', 'eu-west-1'], /no such group of schedules: .*the region/],
  ['the group is another one', { SCHEDULE_GROUP: 'no-such' }, [], /no such group of schedules: check --group/],
  ['the credentials are wrong', { AWS_ACCESS_KEY_ID: 'wrong' }, [], /AWS does not take the credentials/],
])('where %s nothing is scheduled, listed or cancelled: exit code 3, and what to do', async (_, env, more, advice) => {
  const { scheduler, offboard } = await offboarding(NOWHERE);
  await offboard(['5', ...AT]);
  const [there = ''] = scheduler.waiting();
  for (const args of [['7', ...AT], ['list'], ['cancel', there, '--yes']]) {
    const { code, stdout, stderr } = await offboard([...args, ...more], env);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(advice);
  }
  expect(scheduler.waiting()).toEqual([there]);
});

test.each([
  [['5', '--at', '2020-01-01T18:00Z'], /in the past/],
  [['5', '--at', '2026-12-01T18:00'], /which time zone/],
  [['--tag', 'leaver', ...AT], /add --yes/],
  [['5'], /When\?/],
])('%j: exit code 2, and nothing is asked of AWS', async (args, reason) => {
  const { scheduler, offboard } = await offboarding(NOWHERE);
  expect(await offboard(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(reason) });
  expect(scheduler.waiting()).toEqual([]);
});

test('the sweep has disabled whose last day it is, again without harm, and names the row that it cannot read', async () => {
  await using stack = await watchedStack({ vault: { names: { 7: { tags: ['leaver-ann'] } } } });
  const sweeper = await startSweeper(stack.queues, { SWEEP_LOOK_BACK_DAYS: '2' });
  onTestFinished(sweeper.stop);
  const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  const rows = [`leaver-ann,,${day(0)}`, `,5,${day(1)}`, `,9,${day(4)}`, `,11,${day(-2)}`];
  sweeper.bucket.put(`tag,id,last_day\n${rows.join('\n')}\n`);
  for (const _ of [1, 2]) {
    expect(await sweeper.sweep()).toMatchObject({ kind: 'response' });
    await stack.settled();
  }
  expect([7, 5, 9, 11].map((id) => stack.vault.stateOf(id))).toEqual(['inactive', 'inactive', 'active', 'active']);
  expect(await stack.deadLetters()).toEqual([]);

  sweeper.bucket.put(`id,last_day\nsk_live_1,${day(0)}\n12,${day(0)}\n`);
  expect(await sweeper.sweep()).toEqual({ kind: 'failed', reason: expect.stringContaining('cannot be read: 1') });
  await stack.settled();
  expect(stack.vault.stateOf(12)).toBe('inactive');
  expect(sweeper.log.lines.filter(({ event }) => event === 'leavers.bad-row')).toMatchObject([{ place: 'line 2' }]);
  expect(JSON.stringify(sweeper.log.lines)).not.toMatch(/sk_live|leaver-ann/);
  expect(sweeper.log.strayLines).toEqual([]);
});

test('a sweep without its list, or without SQS, fails', async () => {
  const gone = await startSweeper({ endpoint: 'http://127.0.0.1:9', sourceUrl: 'http://127.0.0.1:9/0/q' });
  onTestFinished(gone.stop);
  expect(await gone.sweep()).toEqual({ kind: 'failed', reason: expect.stringContaining('NoSuchKey') });
  gone.bucket.put(`id,date\n5,${new Date().toISOString().slice(0, 10)}\n`);
  expect(await gone.sweep()).toEqual({ kind: 'failed', reason: expect.stringContaining('ECONNREFUSED') });
});
