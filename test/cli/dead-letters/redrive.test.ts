import type { Message } from '@aws-sdk/client-sqs';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { readArguments } from '../../../cli/dead-letters/arguments.ts';
import type { Step } from '../../../cli/dead-letters/journal.ts';
import { runList } from '../../../cli/dead-letters/list.ts';
import type { Move } from '../../../cli/dead-letters/mover.ts';
import type { LetterQueues, PutBack } from '../../../cli/dead-letters/queues.ts';
import { runRedrive } from '../../../cli/dead-letters/redrive.ts';
import type { Sent } from '../../../lib/queue/queue.ts';
import { body } from '../../support/messages.ts';

const ENV = {
  QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/compromised',
  DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/compromised-dead-letters',
};

const letter = (id: string, code: string, incident = 'INC-1'): Message => ({
  MessageId: id,
  ReceiptHandle: `receipt-${id}`,
  Body: code === 'malformed' ? `body of ${id}` : body([7], { note: `body of ${id}` }),
  MessageAttributes: {
    ErrorCode: { DataType: 'String', StringValue: code },
    ErrorMessage: { DataType: 'String', StringValue: 'why\u001b[31m' },
    IncidentId: { DataType: 'String', StringValue: incident },
    Identifier: { DataType: 'String', StringValue: '7' },
    Redrives: { DataType: 'Number', StringValue: '2' },
  },
});

const LETTERS = [letter('a', '1006'), letter('b', '1006', 'INC-2'), letter('c', '1005'), letter('d', 'malformed')];

const SENT: Sent = { kind: 'sent' };
const FAILED: Sent = { kind: 'failed', reason: 'AccessDenied' };

type Given = Readonly<{
  letters?: readonly Message[];
  known?: ReadonlyMap<string, Step>;
  yes?: boolean;
  canAsk?: boolean;
  putting?: (id: string) => PutBack;
  keeping?: Sent;
  removing?: Sent;
  noting?: Sent;
  count?: number | undefined;
  signal?: AbortSignal;
  /** What SQS says when it is to move the queue, and at each look after that. */
  moving?: readonly [Sent, ...Move[]];
}>;

/** `revoke dead-letters …` with queues that remember. */
async function deadLetters(args: readonly string[], given: Given = {}) {
  const asked = readArguments(args, { env: ENV, userName: 'ann' });
  const seen = {
    printed: '',
    told: '',
    putBack: [] as (readonly [id: string, redrives: number])[],
    removed: [] as string[],
    shown: [] as string[],
    noted: [] as string[],
    /** What SQS was asked about moving the queue, and what was seen again before. */
    asked: [] as string[],
    /** What was still held when it ended, by receipt; `undefined` where it is held for ever. */
    held: undefined as readonly string[] | undefined,
  };
  const queues: LetterQueues = {
    receiveAll: async () => ({ kind: 'received', messages: given.letters ?? LETTERS }),
    keep: async () => given.keeping ?? SENT,
    count: async () => given.count,
    hold: (left) => async () => {
      seen.held = left();
    },
    show: async (receipts) => void seen.shown.push(...receipts),
    putBack: async ({ messageId, redrives }) => {
      const answer = given.putting?.(messageId) ?? SENT;
      if (answer.kind === 'sent') seen.putBack.push([messageId, redrives]);
      return answer;
    },
    remove: async ({ messageId }) => {
      const answer = given.removing ?? SENT;
      if (answer.kind === 'sent') seen.removed.push(messageId);
      return answer;
    },
    mover: {
      start: async (perSecond) => {
        seen.asked.push(`${seen.shown.length} are seen`, `${perSecond} a second`);
        return given.moving?.[0] ?? SENT;
      },
      look: async () => {
        seen.asked.push('look');
        const [, ...looks] = given.moving ?? [SENT];
        return looks[seen.asked.filter((each) => each === 'look').length - 1] ?? { kind: 'done', letters: 4 };
      },
    },
    close: () => {},
  };
  const world = {
    queues,
    canAsk: given.canAsk ?? true,
    isConfirmed: async () => given.yes ?? true,
    print: (text: string) => {
      seen.printed += text;
    },
    tell: (line: string) => {
      seen.told += `${line}\n`;
    },
    interruption: () => ({ signal: given.signal ?? new AbortController().signal, end: () => {} }),
    sleep: async () => {},
    journal: {
      stepOf: (id: string) => given.known?.get(id),
      note: async (id: string, step: Step) => {
        seen.noted.push(`${id} ${step}`);
        return given.noting ?? SENT;
      },
    },
  };
  if (asked.kind === 'list') return { code: await runList(asked, world), ...seen };
  if (asked.kind !== 'redrive') throw new Error('neither');
  return { code: await runRedrive(asked.options, world), ...seen };
}

describe('redrive', () => {
  test('puts back what was chosen, with the count of how often it has been, notes it, and takes it off', async () => {
    const seen = await deadLetters(['redrive', '--code', '1006', '--incident', 'INC-1']);
    expect(seen).toMatchObject({
      code: 0,
      putBack: [['a', 2]],
      removed: ['a'],
      noted: ['a sending', 'a sent'],
      printed: 'Put back: 1 letter.\n',
    });
    expect(seen.held).toEqual(['receipt-b', 'receipt-c', 'receipt-d']);
    expect(seen.shown).toEqual(seen.held);
  });

  test('leaves what would come back the same, unless that is forced', async () => {
    const seen = await deadLetters(['redrive', '--incident', 'INC-1']);
    expect(seen).toMatchObject({ code: 0, putBack: [['a', 2]], told: expect.stringContaining('--force') });
    const forced = await deadLetters(['redrive', '--incident', 'INC-1', '--force']);
    expect(forced.putBack.map(([id]) => id)).toEqual(['a', 'c', 'd']);
  });

  test('with --all puts back what it has received, and leaves what would come back the same', async () => {
    const seen = await deadLetters(['redrive', '--all']);
    expect(seen).toMatchObject({
      code: 0,
      putBack: [
        ['a', 2],
        ['b', 2],
      ],
      removed: ['a', 'b'],
      told: expect.stringContaining('--force'),
    });
    expect(seen.shown.toSorted()).toEqual(['receipt-c', 'receipt-d']);
    const forced = await deadLetters(['redrive', '--incident', 'INC-1', '--incident', 'INC-2', '--force']);
    expect(forced.putBack.map(([id]) => id)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('leaves what is no message that names secrets, whatever its code, unless that is forced', async () => {
    const letters = [{ ...letter('a', 'unresolved'), Body: '{"secrets":[{"fingerprint":"f1"}]}' }];
    const seen = await deadLetters(['redrive', '--code', 'unresolved'], { letters });
    expect(seen).toMatchObject({ code: 1, putBack: [] });
    expect(seen.told).toContain('come back the same, and stay: 1 letter (1 of unresolved)');
    expect(seen.told).toContain('revoke dead-letters explain CODE');
    expect(await deadLetters(['redrive', '--code', 'unresolved', '--force'], { letters })).toMatchObject({
      code: 0,
      putBack: [['a', 2]],
    });
  });

  test('after an interruption takes off what was put back, and lets stay what may have been', async () => {
    const known = new Map<string, Step>([
      ['a', 'sent'],
      ['b', 'sending'],
    ]);
    const seen = await deadLetters(['redrive', '--code', '1006'], { known });
    expect(seen).toMatchObject({ code: 0, putBack: [], removed: ['a'], told: expect.stringContaining('--again') });
    expect(seen.shown).toContain('receipt-b');
    const again = await deadLetters(['redrive', '--code', '1006', '--again'], { known });
    expect(again).toMatchObject({ putBack: [['b', 2]] });
    expect(again.removed.toSorted()).toEqual(['a', 'b']);
  });

  test('what was put back before and still cannot be taken off is no success', async () => {
    const known = new Map<string, Step>([['a', 'sent']]);
    const seen = await deadLetters(['redrive', '--message-id', 'a', '--json'], { known, removing: FAILED });
    expect(seen).toMatchObject({ code: 3, putBack: [], told: expect.stringContaining('sqs:DeleteMessage') });
    expect(seen.shown).toContain('receipt-a');
    expect(JSON.parse(seen.printed)).toMatchObject({ putBack: [], failed: 1 });
  });

  test('what was put back before counts as that, and not as what would come back the same', async () => {
    const known = new Map<string, Step>([['c', 'sent']]);
    const seen = await deadLetters(['redrive', '--code', '1005', '--json'], { known });
    expect(seen).toMatchObject({ code: 0, removed: ['c'], told: expect.not.stringContaining('--force') });
    expect(JSON.parse(seen.printed)).toMatchObject({ failed: 0, stay: 0 });
  });

  test('keeps a letter that could not be put back, says why, and need not be told to try it again', async () => {
    const seen = await deadLetters(['redrive', '--code', '1006'], { putting: (id) => (id === 'a' ? FAILED : SENT) });
    expect(seen).toMatchObject({ code: 3, putBack: [['b', 2]], removed: ['b'] });
    expect(seen.noted.toSorted()).toEqual(['a refused', 'a sending', 'b sending', 'b sent']);
    expect(seen.shown).toContain('receipt-a');
    expect(seen.told).toMatch(/1 letter not put back: .*sqs:SendMessage/);
    expect(seen.told).not.toContain('--again');
    const known = new Map<string, Step>([['a', 'refused']]);
    expect(await deadLetters(['redrive', '--message-id', 'a'], { known })).toMatchObject({
      code: 0,
      putBack: [['a', 2]],
    });
  });

  test('what may have been put back stays in doubt until somebody decides, and also where another try is refused', async () => {
    const putting = (): PutBack => ({ kind: 'unknown', reason: 'TimeoutError' });
    const seen = await deadLetters(['redrive', '--message-id', 'a'], { putting });
    expect(seen).toMatchObject({ code: 3, removed: [], noted: ['a sending'] });
    expect(seen.told).toMatch(/1 letter may have been put back or not: SQS cannot be reached.*--again/);
    const known = new Map<string, Step>([['a', 'sending']]);
    const again = await deadLetters(['redrive', '--message-id', 'a', '--again'], { known, putting: () => FAILED });
    expect(again).toMatchObject({ code: 3, noted: ['a sending'] });
  });

  test('does not put back what could not be noted first', async () => {
    const noting: Sent = { kind: 'failed', reason: '/state/redriven.jsonl cannot be written: ENOSPC' };
    const seen = await deadLetters(['redrive', '--code', '1006'], { noting });
    expect(seen).toMatchObject({ code: 3, putBack: [], removed: [] });
    expect(seen.told).toContain('2 letters not put back: /state/redriven.jsonl cannot be written: ENOSPC.');
  });

  test('does not put back what others may have received meanwhile, since it could not be taken off', async () => {
    const keeping: Sent = { kind: 'failed', reason: 'MessageNotInflight' };
    const seen = await deadLetters(['redrive', '--code', '1006'], { keeping });
    expect(seen).toMatchObject({ code: 3, putBack: [], removed: [], noted: [] });
    expect(seen.told).toContain('2 letters not put back: not held any more');
    expect(seen.told).not.toContain('--again');
  });

  test.each([
    [['--code', '9999', '--json'], { putBack: [], failed: 0 }],
    [['--code', '9999', '--json', '--dry-run'], { wouldPutBack: [] }],
    [['--code', '1006', '--incident', 'INC-2', '--json', '--dry-run'], { wouldPutBack: [{ messageId: 'b' }] }],
  ])('--json is one document whatever comes of it: %j', async (args, document) => {
    expect(JSON.parse((await deadLetters(['redrive', ...args])).printed)).toMatchObject(document);
  });

  test.each([
    ['only says what it would do', ['--dry-run'], {}, 0],
    ['does nothing after anything but a yes', [], { yes: false }, 1],
    ['does nothing where nobody can be asked', [], { canAsk: false }, 2],
    ['does nothing where nothing is chosen by that', ['--message-id', 'x'], {}, 1],
  ])('%s', async (_, args, given, code) => {
    const seen = await deadLetters(['redrive', '--code', '1006', ...args], given);
    expect(seen).toMatchObject({ code, putBack: [], removed: [] });
    expect(seen.held).toHaveLength(4);
    expect(seen.shown).toEqual(seen.held);
  });

  test('that is interrupted ends what it has begun, begins nothing more, and says how much is left', async () => {
    const letters = Array.from({ length: 5 }, (_, index) => letter(`letter-${index}`, '1006'));
    const interrupted = new AbortController();
    const putting = () => {
      interrupted.abort();
      return SENT;
    };
    const { signal } = interrupted;
    const seen = await deadLetters(['redrive', '--all', '--rate', '2', '--json'], { letters, putting, signal });
    expect(seen).toMatchObject({ code: 1, removed: ['letter-0', 'letter-1'] });
    expect(seen.told).toContain('Interrupted: 3 letters not begun, and still there.');
    expect(JSON.parse(seen.printed)).toMatchObject({ putBack: [{}, {}], failed: 0, stay: 3 });
    expect(seen.shown).toEqual(['receipt-letter-2', 'receipt-letter-3', 'receipt-letter-4']);
  });

  test('puts back no more letters a second than it was asked to', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const letters = Array.from({ length: 5 }, (_, index) => letter(`letter-${index}`, '1006'));
    const times: number[] = [];
    const startedAt = Date.now();
    const putting = () => {
      times.push(Math.round((Date.now() - startedAt) / 1000));
      return SENT;
    };
    const redriven = deadLetters(['redrive', '--all', '--rate', '2'], { letters, putting });
    await vi.advanceTimersByTimeAsync(5000);
    expect(await redriven).toMatchObject({ code: 0 });
    expect(times).toEqual([0, 0, 1, 1, 2]);
  });
});

describe('list', () => {
  test('counts by code, shows each letter, and gives all of them back', async () => {
    const { code, printed, shown } = await deadLetters(['list']);
    expect(code).toBe(0);
    expect(printed).toMatch(/^4 dead letters:\n\n1006: 2 letters\n/);
    expect(printed).toContain('secret 7, INC-2');
    expect(printed).toContain('put back 2 times');
    expect(printed).not.toContain('\u001b');
    expect(shown).toHaveLength(4);
  });

  test('says how many there are that are not shown: not asked for, too many of a code, or seen by others', async () => {
    const some = await deadLetters(['list', '--code', '1006']);
    expect(some.printed).toMatch(/^2 dead letters of 4:\n\n1006: 2 letters\n/);
    expect((await deadLetters(['list', '--code', '1010'])).printed).toBe('None of 4 dead letters.\n');
    const letters = Array.from({ length: 12 }, (_, index) => letter(`letter-${index}`, '1006'));
    const many = await deadLetters(['list'], { letters, count: 15 });
    expect(many.printed.match(/\[letter-/g)).toHaveLength(10);
    expect(many.printed).toContain('\n  and 2 more\n');
    expect(many.told).toMatch(/^About 3 more letters cannot be seen now: [^\n]+\n$/);
    for (const count of [undefined, 0, 12]) expect((await deadLetters(['list'], { letters, count })).told).toBe('');
  });

  test('says which of the letters that were asked for by their ids are not there', async () => {
    const seen = await deadLetters(['list', '--message-id', 'a', '--message-id', 'z']);
    expect(seen.told).toBe('Not among the 4 letters that can be seen: z.\n');
    expect((await deadLetters(['list', '--message-id', 'a'])).told).toBe('');
  });

  test('--json has the counts and every letter, without its body', async () => {
    const { printed } = await deadLetters(['list', '--incident', 'INC-1', '--json']);
    expect(JSON.parse(printed)).toMatchObject({ counts: { 1005: 1, 1006: 1, malformed: 1 } });
    expect(printed).not.toContain('body of');
  });
});

test.each([
  [[], /list, explain, redrive or discard/],
  [['burn'], /list, explain, redrive or discard/],
  [['redrive'], /Which letters/],
  [['redrive', '--all', '--code', '1006'], /Which letters/],
  [['redrive', 'INC-1'], /chosen by options/],
  [['redrive', '--all', '--rate', '0'], /--rate/],
  [['redrive', '--all', '--rate', '501'], /--rate/],
  [['explain'], /Which code/],
  [['explain', 'sk_live_1'], /Which code/],
  [['list', '--code', '10x06'], /Which code/],
  [['redrive', '--code', '1006', '--code', 'unauthorised'], /Which code/],
  [['discard', '--code', 'x', '--reason', 'r'], /Which code/],
])('%j is wrong, and one line says so', (args, reason) => {
  const asked = readArguments(args, { env: ENV, userName: 'ann' });
  expect(asked).toEqual({ kind: 'wrong', reason: expect.stringMatching(reason) });
  expect(JSON.stringify(asked)).not.toContain('sk_live');
});

describe('redrive --all --force has SQS move the whole queue', () => {
  const ALL = ['redrive', '--all', '--force'];

  test('when its letters can be seen again, follows it to its end, and puts none back itself', async () => {
    const moving = [SENT, { kind: 'running', letters: 1 }, { kind: 'done', letters: 4 }] as const;
    const seen = await deadLetters([...ALL, '--rate', '50'], { moving });
    expect(seen).toMatchObject({
      code: 0,
      printed: 'Moved by SQS: about 4 letters.\n',
      asked: ['4 are seen', '50 a second', 'look', 'look'],
      putBack: [],
      removed: [],
      held: [],
    });
    expect(seen.told).toContain('also what comes until it is done');
  });

  test.each<[string, Given, number, RegExp]>([
    ['where SQS refuses', { moving: [FAILED] }, 3, /does not move the queue: .* Leave out --force/],
    [
      'where it breaks off',
      { moving: [SENT, { kind: 'ended', letters: 2, reason: 'AccessDenied' }] },
      3,
      /after about 2 letters/,
    ],
    ['where nobody can ask how far it is', { moving: [SENT, FAILED] }, 3, /goes on all the same/],
    [
      'where somebody ends it here',
      { moving: [SENT, { kind: 'running', letters: 1 }], signal: AbortSignal.abort() },
      1,
      /goes on moving the queue by itself, after about 1 letter/,
    ],
  ])('and says so %s', async (_, given, code, told) => {
    expect(await deadLetters([...ALL], given)).toMatchObject({ code, told: expect.stringMatching(told), putBack: [] });
  });

  test.each<[string, readonly string[], Given]>([
    ['without --force', ['redrive', '--all'], {}],
    ['for a selection', ['redrive', '--code', '1006', '--force'], {}],
    ['with something that was put back already', ALL, { known: new Map([['a', 'sent']]) }],
    ['with something in doubt', ALL, { known: new Map([['a', 'sending']]) }],
    ['in a dry run', [...ALL, '--dry-run'], {}],
  ])('but not %s', async (_, args, given) => {
    expect((await deadLetters(args, given)).asked).toEqual([]);
  });
});
