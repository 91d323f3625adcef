import { once } from 'node:events';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { ReceiveMessageCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { deadLettersCommand } from '../../cli/dead-letters/command.ts';
import { awsEnvironment } from '../../infra/local/environment.ts';
import { type Queues, startQueues } from '../../infra/local/queues.ts';
import { startStack } from '../../infra/local/stack.ts';
import { body, identifiersOf } from '../support/messages.ts';
import { revoke, startRevoke } from '../support/revoke.ts';
import { typed } from '../support/typed.ts';

async function emptyQueues(hurry = 1): Promise<Queues> {
  const queues = await startQueues({ visibilityTimeoutSeconds: 30, maxReceiveCount: 50, hurry });
  onTestFinished(queues.stop);
  return queues;
}

/** What `revoke dead-letters` needs, with a place of its own for what it has begun. */
async function environment(queues: Queues) {
  const state = await mkdtempDisposable(join(tmpdir(), 'redriven-'));
  onTestFinished(() => state.remove());
  return {
    ...awsEnvironment(queues, 'http://127.0.0.1:1'),
    QUEUE_URL: queues.sourceUrl,
    DEAD_LETTER_QUEUE_URL: queues.deadLetterUrl,
    XDG_STATE_HOME: state.path,
  };
}

/** Puts so many letters on the dead-letter queue, each with a secret of its own. */
async function bury(queues: Queues, count: number, { code = '1006', from: first = 1 } = {}): Promise<void> {
  for (let from = first; from < first + count; from += 10) {
    const Entries = Array.from({ length: Math.min(10, first + count - from) }, (_, index) => ({
      Id: `${index}`,
      MessageBody: body([from + index], { incidentId: 'INC-1' }),
      MessageAttributes: {
        ErrorCode: { DataType: 'String', StringValue: code },
        IncidentId: { DataType: 'String', StringValue: 'INC-1' },
        Redrives: { DataType: 'Number', StringValue: '1' },
      },
    }));
    await queues.client.send(new SendMessageBatchCommand({ QueueUrl: queues.deadLetterUrl, Entries }));
  }
}

const on = async (queues: Queues, queue: 'source' | 'deadLetters'): Promise<readonly string[]> =>
  (await queues.peek(queue)).map(({ body }) => body).toSorted();

test('a thousand letters are listed and put back: none is lost, none doubled', async () => {
  const queues = await emptyQueues();
  const env = await environment(queues);
  await bury(queues, 1000);
  const buried = await on(queues, 'deadLetters');

  const listed = await revoke(['dead-letters', 'list', '--json'], env);
  const { counts, letters } = JSON.parse(listed.stdout);
  expect({ code: listed.code, counts, letters: letters.length }).toEqual({
    code: 0,
    counts: { 1006: 1000 },
    letters: 1000,
  });

  const redriven = await revoke(['dead-letters', 'redrive', '--code', '1006', '--rate', '500', '--yes'], env);
  expect(redriven).toMatchObject({ code: 0, stdout: 'Put back: 1000 letters.\n' });
  expect(await on(queues, 'deadLetters')).toEqual([]);
  expect(await on(queues, 'source')).toEqual(buried);
  expect(new Set((await queues.peek('source')).map(({ attributes }) => attributes['Redrives']))).toEqual(
    new Set(['1']),
  );
}, 60_000);

test('--all puts back what was shown and asked about: no 1005 letter, and none that has come since', async () => {
  const queues = await emptyQueues();
  const env = await environment(queues);
  await bury(queues, 2);
  await bury(queues, 1, { code: '1005', from: 3 });
  const asked: string[] = [];
  const isConfirmed = async (question: string) => {
    asked.push(question);
    await bury(queues, 1, { from: 4 });
    return true;
  };
  const { code, stdout, stderr } = await typed(deadLettersCommand, ['redrive', '--all'], env, {
    canAsk: true,
    isConfirmed,
  });
  expect({ code, stdout, questions: asked.length }).toEqual({
    code: 0,
    stdout: 'Put back: 2 letters.\n',
    questions: 1,
  });
  expect(stderr).toContain('To be put back: 2 letters (2 of 1006)');
  expect((await on(queues, 'source')).flatMap(identifiersOf)).toEqual([1, 2]);
  expect((await on(queues, 'deadLetters')).flatMap(identifiersOf)).toEqual([3, 4]);
});

test('letters that somebody else looks at are not shown, and it is said how many there are', async () => {
  const queues = await emptyQueues();
  const env = await environment(queues);
  await bury(queues, 3);
  await queues.client.send(
    new ReceiveMessageCommand({ QueueUrl: queues.deadLetterUrl, MaxNumberOfMessages: 2, VisibilityTimeout: 300 }),
  );
  const { code, stdout, stderr } = await revoke(['dead-letters', 'list'], env);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^About 2 more letters [^\n]+\n$/) });
  expect(stdout).toMatch(/^1 dead letter:\n/);
  expect(JSON.parse((await revoke(['dead-letters', 'list', '--json'], env)).stdout)).toMatchObject({ unseen: 2 });

  await queues.client.send(
    new ReceiveMessageCommand({ QueueUrl: queues.deadLetterUrl, MaxNumberOfMessages: 1, VisibilityTimeout: 300 }),
  );
  // That they are hidden is not that there are none.
  expect((await revoke(['dead-letters', 'list'], env)).stdout).toBe('None of the dead letters can be seen now.\n');
});

test.each(['redrive', 'discard'])(
  '%s without a terminal and without --yes does nothing, and says what to add',
  async (what) => {
    const queues = await emptyQueues();
    const env = await environment(queues);
    await bury(queues, 1);
    const ended = await revoke(
      ['dead-letters', what, '--all', ...(what === 'discard' ? ['--reason', 'r', '--by', 'ann', '--unrecorded'] : [])],
      env,
    );
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/\nNobody can be asked without a terminal: add --yes\. Nothing was [^\n]+\n$/);
    expect(await on(queues, 'source')).toEqual([]);
    const [letter] = await queues.peek('deadLetters');
    expect(letter?.readyAt).toBeLessThanOrEqual(Date.now());
  },
);

test('one that is killed again and again loses nothing, and what it doubles is nothing that nobody was told of', async () => {
  // The five minutes for which a look hides letters are four seconds.
  const queues = await emptyQueues(75);
  const env = await environment(queues);
  await bury(queues, 200);
  const buried = await on(queues, 'deadLetters');
  const args = ['dead-letters', 'redrive', '--code', '1006', '--rate', '100', '--yes'];
  let kills = 0;
  for (; kills < 2; kills += 1) {
    const child = startRevoke(args, env);
    const exited = once(child, 'exit');
    // As soon as it puts something back, and a little into that: each time at another place.
    const before = (await queues.peek('source')).length;
    while (child.exitCode === null && (await queues.peek('source')).length === before) await setTimeout(5);
    if (child.exitCode !== null) break;
    child.kill('SIGKILL');
    await exited;
    // What the dead one had received shows again by itself.
    while ((await queues.peek('deadLetters')).some(({ readyAt }) => readyAt > Date.now())) await setTimeout(20);
  }
  expect(kills).toBe(2);

  const { code, stderr } = await revoke(args, env);
  const source = await on(queues, 'source');
  const left = await on(queues, 'deadLetters');
  // None twice where it is to be worked on, none gone.
  expect(new Set(source).size).toBe(source.length);
  expect([...new Set([...source, ...left])].toSorted()).toEqual(buried);
  // What may be on both was told to stay; those are few, as many as are on their way at once.
  expect(code).toBe(0);
  expect(left.length).toBeLessThanOrEqual(kills * 10);
  const told = /^(\d+) letters? may have been put back when it was interrupted/m.exec(stderr)?.[1] ?? '0';
  expect(Number(told)).toBe(left.length);
}, 60_000);

test('one that is ended by Ctrl-C leaves nothing in doubt and nothing hidden, and goes on when it is done again', async () => {
  const queues = await emptyQueues();
  const env = await environment(queues);
  await bury(queues, 40);
  const buried = await on(queues, 'deadLetters');
  const args = ['dead-letters', 'redrive', '--all', '--yes', '--rate'];
  const child = startRevoke([...args, '5'], env);
  const ended = Promise.all([once(child, 'close'), text(child.stderr)]);
  while (child.exitCode === null && (await queues.peek('source')).length === 0) await setTimeout(5);
  child.kill('SIGINT');
  const [[code], stderr] = await ended;
  const left = await queues.peek('deadLetters');
  expect({ code, told: stderr }).toEqual({
    code: 1,
    told: expect.stringContaining(`Interrupted: ${left.length} letters not begun, and still there.`),
  });
  expect(left.filter(({ readyAt }) => readyAt > Date.now())).toEqual([]);
  expect([...(await on(queues, 'source')), ...left.map(({ body }) => body)].toSorted()).toEqual(buried);

  const again = await revoke([...args, '500'], env);
  expect(again).toMatchObject({ code: 0, stdout: `Put back: ${left.length} letters.\n` });
  expect(await on(queues, 'source')).toEqual(buried);
}, 20_000);

test('after the cause is mended, what is put back is disabled', async () => {
  await using stack = await startStack({ vault: { states: { 7: 'no-access' } } });
  const env = await environment(stack.queues);
  await stack.send(body([5, 7], { incidentId: 'INC-9' }));
  await stack.settled();
  const listed = await revoke(['dead-letters', 'list'], env);
  expect(listed.stdout).toMatch(/^1 dead letter:\n\n1006: 1 letter\n {2}secret 7, INC-9/);
  stack.vault.setState(7, 'active');
  const redriven = await revoke(['dead-letters', 'redrive', '--incident', 'INC-9', '--yes', '--json'], env);
  expect(JSON.parse(redriven.stdout)).toMatchObject({ putBack: [{ identifier: '7', code: '1006' }], failed: 0 });
  await stack.settled();
  expect(stack.vault.stateOf(7)).toBe('inactive');
  expect(await stack.deadLetters()).toEqual([]);
});

test('a code is explained without any queue', async () => {
  const { code, stdout } = await revoke(['dead-letters', 'explain', '1006'], {});
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^1006: .*\n {2}1\. Give the access key/),
  });
});

test.each([
  ['no AWS', { AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' }, 3, 'ECONNREFUSED'],
  ['a queue that is not there', { DEAD_LETTER_QUEUE_URL: 'http://127.0.0.1:1/000000000000/none' }, 3, 'no such queue'],
  ['no place for what has begun', { XDG_STATE_HOME: '/dev/null' }, 2, 'XDG_STATE_HOME'],
])(
  'with %s it says so in one line',
  async (_, more, code, said) => {
    const env = { ...(await environment(await emptyQueues())), ...more };
    const ended = await revoke(['dead-letters', 'redrive', '--all', '--yes'], env);
    expect(ended).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(/^[^\n]+\n$/) });
    expect(ended.stderr).toContain(said);
  },
  20_000,
);
