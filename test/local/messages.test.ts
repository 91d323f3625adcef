import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readMessages, splitMessages } from '../../infra/local/command/messages.ts';

const ONE = '{"type":"credential.compromised","secrets":[{"identifier":5}]}';
const PRETTY = JSON.stringify(JSON.parse(ONE), undefined, 2);

test.each([
  ['one message, to the last byte', 'a.json', `  ${PRETTY}\n\n`, [`  ${PRETTY}\n\n`]],
  ['a file that is no JSON at all is one message too', 'a.txt', 'disable\neverything', ['disable\neverything']],
  ['a message that is cut off is one message', 'a.json', PRETTY.slice(0, -2), [PRETTY.slice(0, -2)]],
  ['JSON Lines by the name', 'a.jsonl', `${ONE}\nrubbish\n`, [ONE, 'rubbish']],
  ['JSON Lines by the other name', 'A.NDJSON', `rubbish\n${ONE}`, ['rubbish', ONE]],
  ['JSON Lines by what stands there', '-', `${ONE}\nrubbish\n`, [ONE, 'rubbish']],
  ['lines as Windows ends them', 'a.jsonl', `${ONE}\r\n\r\n${ONE}\r\n`, [ONE, ONE]],
  ['spaces within a line', 'a.jsonl', ` ${ONE} \n`, [` ${ONE} `]],
  ['a byte order mark', 'a.json', `\uFEFF${ONE}`, [`\uFEFF${ONE}`]],
])('%s', (_, file, text, bodies) => {
  expect(splitMessages(file, text)).toEqual({ kind: 'messages', bodies });
});

const NEVER = new AbortController().signal;

const MEBIBYTE = 2 ** 20;

test('a message may be as large as SQS takes, and not a byte larger', () => {
  expect(splitMessages('a.json', 'é'.repeat(MEBIBYTE / 2)).kind).toBe('messages');
  expect(splitMessages('a.json', `é${'é'.repeat(MEBIBYTE / 2)}`)).toEqual({
    kind: 'wrong',
    reason: 'a.json is 1048578 bytes long, and SQS takes at most 1048576 (1 MiB): split the message.',
  });
});

test.each([
  ['a.json', '', /^a\.json is empty/],
  ['a.jsonl', '\n \n', /^a\.jsonl is empty/],
  ['-', '', /^Standard input is empty/],
  ['a.json', 'null\0', /^a\.json holds a character that SQS does not take/],
  ['a.jsonl', `${ONE}\n\n"\u0007"`, /^a\.jsonl, line 3, holds a character/],
  ['a.jsonl', `${ONE}\n${'x'.repeat(MEBIBYTE + 1)}`, /^a\.jsonl, line 2, is 1048577 bytes long/],
])('%s: %j is wrong', (file, text, reason) => {
  expect(splitMessages(file, text)).toEqual({ kind: 'wrong', reason: expect.stringMatching(reason) });
});

test('files are read in their order, and the first that cannot be read is named', async () => {
  await using directory = await mkdtempDisposable(join(tmpdir(), 'messages-'));
  const file = (name: string) => join(directory.path, name);
  await writeFile(file('one.json'), ONE);
  await writeFile(file('two.jsonl'), '1\n2\n');
  await writeFile(file('latin.json'), Buffer.from([0x22, 0xe9, 0x22]));
  expect(await readMessages([file('one.json'), file('two.jsonl')], NEVER)).toEqual({
    kind: 'messages',
    bodies: [ONE, '1', '2'],
  });
  const reasons = [];
  for (const name of ['three.json', 'latin.json', '.']) {
    const read = await readMessages([file('one.json'), file(name)], NEVER);
    reasons.push(read.kind === 'wrong' ? read.reason.replace(directory.path, '') : read);
  }
  expect(reasons).toEqual([
    '/three.json cannot be read: there is no such file; check its path.',
    '/latin.json is not text in UTF-8: write it in UTF-8.',
    expect.stringMatching(/cannot be read: it is a directory; name the files in it\.$/),
  ]);
});
