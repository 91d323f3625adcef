import { mkdir, mkdtempDisposable, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DeleteMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, onTestFinished, test } from 'vitest';
import { deadLettersCommand } from '../../../cli/dead-letters/command.ts';
import { EXPLAINED, explanationOf } from '../../../cli/dead-letters/explanations.ts';
import { journalFile, openJournal } from '../../../cli/dead-letters/journal.ts';
import { body } from '../../support/messages.ts';
import { typed } from '../../support/typed.ts';

const QUEUES = {
  QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/compromised',
  DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/compromised-dead-letters',
};

async function state(): Promise<string> {
  const folder = await mkdtempDisposable(join(tmpdir(), 'redriven-'));
  onTestFinished(() => folder.remove());
  return folder.path;
}

/** A queue with two letters, which SQS gives once. */
function letters() {
  const sqs = mockClient(SQSClient);
  onTestFinished(() => sqs.restore());
  const Messages = ['a', 'b'].map((id) => ({ MessageId: id, ReceiptHandle: `receipt-${id}`, Body: body([7]) }));
  sqs.onAnyCommand().resolves({ Messages } as never);
  return sqs;
}

describe('redrive, from its words to the calls', () => {
  test('sends the body to the source queue, with its count, and takes the letter off the dead-letter queue', async () => {
    const sqs = letters();
    const env = { ...QUEUES, XDG_STATE_HOME: await state() };
    const args = ['redrive', '--message-id', 'a', '--yes', '--json'];
    const { code, stdout } = await typed(deadLettersCommand, args, env);
    expect({ code, result: JSON.parse(stdout) }).toMatchObject({ code: 0, result: { putBack: [{ messageId: 'a' }] } });
    expect(sqs.commandCalls(SendMessageCommand).map(({ args }) => args[0].input)).toMatchObject([
      {
        QueueUrl: QUEUES.QUEUE_URL,
        MessageBody: body([7]),
        MessageAttributes: { Redrives: { DataType: 'Number', StringValue: '0' } },
      },
    ]);
    expect(sqs.commandCalls(DeleteMessageCommand).map(({ args }) => args[0].input)).toEqual([
      { QueueUrl: QUEUES.DEAD_LETTER_QUEUE_URL, ReceiptHandle: 'receipt-a' },
    ]);
  });

  test('what cannot be taken off says so, and is known the next time', async () => {
    const sqs = letters();
    sqs.on(DeleteMessageCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
    const env = { ...QUEUES, XDG_STATE_HOME: await state() };
    const args = ['redrive', '--message-id', 'a', '--yes'];
    expect(await typed(deadLettersCommand, args, env)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('sqs:DeleteMessage'),
    });
    expect(sqs.commandCalls(SendMessageCommand)).toHaveLength(1);
    expect(await typed(deadLettersCommand, args, env)).toMatchObject({ code: 3 });
    sqs.on(DeleteMessageCommand).resolves({});
    expect(await typed(deadLettersCommand, args, env)).toMatchObject({ code: 0, stdout: 'Put back: 1 letter.\n' });
    expect(sqs.commandCalls(SendMessageCommand)).toHaveLength(1);
  });

  test('what cannot be noted is not begun', async () => {
    const sqs = letters();
    const folder = await state();
    await mkdir(join(folder, 'mysafe-revoke'));
    await symlink('/nonexistent/redriven.jsonl', join(folder, 'mysafe-revoke', 'redriven.jsonl'));
    const ended = await typed(deadLettersCommand, ['redrive', '--all', '--yes'], { ...QUEUES, XDG_STATE_HOME: folder });
    expect(ended).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^[^\n]+ENOENT[^\n]+XDG_STATE_HOME[^\n]+\n$/),
    });
    expect(sqs.calls()).toEqual([]);
  });

  test.each([
    [['redrive', '--all', '--yes'], { ...QUEUES }, 'HOME'],
    [['redrive', '--all', '--yes'], { ...QUEUES, XDG_STATE_HOME: '/dev/null' }, 'ENOTDIR'],
    [['list'], {}, 'DEAD_LETTER_QUEUE_URL'],
    [['redrive', '--all'], { DEAD_LETTER_QUEUE_URL: QUEUES.DEAD_LETTER_QUEUE_URL }, 'QUEUE_URL'],
  ])('%j is not begun where something is missing for it', async (args, env, said) => {
    const sqs = letters();
    const { code, stdout, stderr } = await typed(deadLettersCommand, args, env);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
    expect(sqs.calls()).toEqual([]);
  });
});

test.each([
  [[], 'eu-central-1'],
  [['--region', 'eu-west-1'], 'eu-west-1'],
])(
  'discarding with %j is written into the table of %s: that of the stack, or the one that is asked for',
  async (more, region) => {
    letters();
    const dynamo = mockClient(DynamoDBClient);
    onTestFinished(() => dynamo.restore());
    const args = ['discard', '--message-id', 'a', '--reason', 'gone', '--table', 'audit', '--yes', ...more];
    const ended = await typed(deadLettersCommand, args, { ...QUEUES, AWS_REGION: 'us-east-1' });
    expect(ended).toMatchObject({ code: 0, stdout: 'Discarded: 1 letter.\n' });
    const [call] = dynamo.commandCalls(PutItemCommand);
    expect(await call?.thisValue.config.region()).toBe(region);
  },
);

test('a letter without attributes, as SQS itself moves it, is shown as unknown', async () => {
  letters();
  const { code, stdout } = await typed(deadLettersCommand, ['list'], QUEUES);
  expect(code).toBe(0);
  expect(stdout).toContain('unknown: 2 letters\n  secret 7, no incident, without a reason [a]');
});

test('letters that cannot be read are a failure of AWS', async () => {
  letters().rejects(Object.assign(new Error('no'), { name: 'QueueDoesNotExist' }));
  expect(await typed(deadLettersCommand, ['list'], QUEUES)).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('no such queue'),
  });
});

test.each([...EXPLAINED, '1010'])(
  '%s is explained, with what to check and whether putting back helps',
  async (code) => {
    const { stdout } = await typed(deadLettersCommand, ['explain', code], {});
    expect(stdout).toMatch(new RegExp(`^${code}: .+\\n {2}1\\. .+`));
    expect(stdout.includes('does not help')).toBe(explanationOf(code)?.redriving === 'never');
    const { stdout: json } = await typed(deadLettersCommand, ['explain', code, '--json'], {});
    expect(JSON.parse(json)[code]).toEqual(explanationOf(code));
  },
);

test('a number of the vault’s own is discarded only as long as the vault refuses it, and put back when it no longer does', async () => {
  const { stdout } = await typed(deadLettersCommand, ['explain', '1010'], {});
  expect(stdout).toMatch(
    /As long as the vault refuses it: [^\n]+ discard [^\n]+\n {2}When that is mended: [^\n]+ redrive/,
  );
});

describe('what a redrive has begun', () => {
  test('is still known after it was interrupted, for its queue alone, whatever broke off last', async () => {
    const file = join(await state(), 'here', 'redriven.jsonl');
    const first = await openJournal(file, 'one');
    await first.note('a', 'sending');
    await first.note('a', 'sent');
    await first.note('b', 'sending');
    await writeFile(file, `${await readFile(file, 'utf8')}{"queue":"one","id":"c","st`);
    const again = await openJournal(file, 'one');
    expect(['a', 'b', 'c'].map(again.stepOf)).toEqual(['sent', 'sending', undefined]);
    expect((await openJournal(file, 'other')).stepOf('a')).toBeUndefined();
  });

  test('cannot be noted any more where the file has gone bad, which is said by its name', async () => {
    const file = join(await state(), 'redriven.jsonl');
    const journal = await openJournal(file, 'one');
    await rm(file);
    await mkdir(file);
    expect(await journal.note('a', 'sending')).toEqual({
      kind: 'failed',
      reason: `${file} cannot be written: EISDIR`,
    });
    expect(journal.stepOf('a')).toBeUndefined();
  });

  test.each([
    [{ XDG_STATE_HOME: '/state', HOME: '/home/ann' }, '/state/mysafe-revoke/redriven.jsonl'],
    [{ XDG_STATE_HOME: '', HOME: '/home/ann' }, '/home/ann/.local/state/mysafe-revoke/redriven.jsonl'],
    [{}, undefined],
  ])('with %j is in %s', (env, file) => {
    expect(journalFile(env)).toBe(file);
  });
});
