import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readList, readText } from '../../../lib/roster/read.ts';

/** What is named, or for a bad row its place. */
const read = (text: string, file = '-') => {
  const rows = readText(file, text);
  if (rows.kind === 'unclear') return rows.fault;
  return rows.rows.map(({ place, read }) => (read.kind === 'named' ? Object.values(read.named)[0] : place));
};

describe('CSV', () => {
  test.each(['identifier', 'ID', 'secret_id', 'secretId', ' Identifier '])(
    'a column called %j holds identifiers',
    (name) => {
      expect(readText('-', `owner,${name}\nann,5\n`)).toEqual({
        kind: 'rows',
        rows: [{ place: 'line 2', read: { kind: 'named', named: { identifier: 5 } }, lastDay: { kind: 'none' } }],
      });
    },
  );

  test.each(['identifier_code', 'identifierCode', 'CODE'])('a column called %j holds identifier codes', (name) => {
    expect(readText('-', `${name}\n5\n`)).toMatchObject({ rows: [{ read: { named: { identifierCode: '5' } } }] });
  });

  test('each row may be named in another way, and in one way', () => {
    expect(readText('-', 'id,code,tag\n5,,\n,crm,\n,,leaver\n')).toMatchObject({
      rows: [
        { read: { named: { identifier: 5 } } },
        { read: { named: { identifierCode: 'crm' } } },
        { read: { named: { tag: 'leaver' } } },
      ],
    });
    expect(read('id,code,tag\n,crm,leaver\n')).toEqual(['line 2']);
    // Such a column may only number the rows.
    expect(read('id,code,tag\n7,crm,\n')).toEqual(['line 2']);
  });

  test.each([
    ['a mark of byte order', '\uFEFFid\n5\n'],
    ['lines that end as on Windows', 'id,x\r\n5,y\r\n'],
    ['semicolons', 'id;x\n5;a,b\n'],
    ['tabs', 'x\tid\na\t5\n'],
    ['quotation marks', '"x","id"\n"a ""b"", c","5"\n'],
    ['no end of the last line', 'id\n5'],
    ['empty lines and rows', '\nid,x\n\n,\n5,y\n\n'],
  ])('%s', (_, text) => {
    expect(readList('leaked.csv', Buffer.from(text))).toMatchObject({
      rows: [{ read: { kind: 'named', named: { identifier: 5 } } }],
    });
  });

  test('a bad row is called by its line, whatever stands before it', () => {
    expect(read('id,note\n5,a\n\n7,"of\ntwo lines"\nx,b\r\n,c\n8\n9,d,e\n10,"of\ntwo"\ny,"of\ntwo"\n')).toEqual([
      5,
      7,
      'line 6',
      'line 7',
      'line 8',
      'line 9',
      10,
      'line 12',
    ]);
  });

  test.each([
    ['id,secret_id\n5,7\n', /more than one column for the identifier/],
    ['id\n5\n"7\n8\n', /quotation mark.* at line/],
    ['id,x\n"5"6,y\n', /quotation mark.* at line 2/],
    ['name,owner\na,b\n', /no header .*line 1 is neither/],
    ['5,7,9\n', /line 1 is neither/],
    ['', /is empty/],
    [' \n\n', /is empty/],
  ])('where it is not clear what a row is, nothing in it counts: %j', (text, fault) => {
    expect(read(text)).toMatch(fault);
  });
});

test('a list of numbers needs no header, and a bad line in it is named', () => {
  expect(read('5\n7\r\n\n 9 \n')).toEqual([5, 7, 9]);
  expect(read('5\nabc\n7 8\n9\n')).toEqual([5, 'line 2', 'line 3', 9]);
});

describe('JSON', () => {
  test('a list may hold numbers, digits and objects', () => {
    expect(read(' [5, "7", {"Secret_ID": 9, "owner": "ann"}, {"code": "crm"}, {"id": null, "tag": "leaver"}]')).toEqual(
      [5, 7, 9, 'crm', 'leaver'],
    );
  });

  test('the secrets of a message are a list as well', () => {
    expect(read('{\n"type": "credential.compromised",\n"secrets": [{"identifier": 5}]\n}')).toEqual([5]);
  });

  test('an object alone is one secret', () => {
    expect(read('{"identifier": 5}\n')).toEqual([5]);
    expect(read('{"name": 5}')).toEqual(['entry 1']);
  });

  test('a bad entry is called by its number', () => {
    expect(read('[5, 1.5, "x", null, [7], {}, {"id": 5, "identifier": 7}, {"tag": 5}, 9007199254740993]')).toEqual([
      5,
      'entry 2',
      'entry 3',
      'entry 4',
      'entry 5',
      'entry 6',
      'entry 7',
      'entry 8',
      'entry 9',
    ]);
  });

  test.each([
    ['[5, 7', /not JSON/],
    ['[\n5,\n7\n', /not JSON/],
    ['{"secrets": 5}', /something else than a list/],
  ])('%j is unclear', (text, fault) => {
    expect(read(text)).toMatch(fault);
  });
});

test('JSON Lines are known by their first line or by the name of the file', () => {
  expect(read('{"id": 5}\n\n{"tag": "leaver"}\r\n{"id": \n')).toEqual([5, 'leaver', 'line 4']);
  expect(read('rubbish\n{"id": 5}\n7\n', 'leaked.JSONL')).toEqual(['line 1', 5, 7]);
});

test('what is not text in UTF-8 is unclear', () => {
  const utf16 = Buffer.from('\uFEFFid\n5\n', 'utf16le');
  expect(readList('leaked.csv', utf16)).toMatchObject({ fault: expect.stringMatching(/UTF-8/) });
});

test('whatever stands in a file, what is said of it repeats nothing', () => {
  const secret = 'sk_live_4242';
  const parts = [
    'id',
    'tag',
    'x',
    '5',
    ',',
    ';',
    '\n',
    '"',
    '[',
    ']',
    '{',
    '}',
    ':',
    '"id"',
    `"${secret}"`,
    secret,
    ' ',
  ];
  const text = fc.array(fc.constantFrom(...parts), { maxLength: 20 }).map((some) => some.join(''));
  fc.assert(
    fc.property(text, fc.constantFrom('-', 'x.jsonl'), (given, file) => {
      const rows = readText(file, given);
      const said =
        rows.kind === 'unclear'
          ? [rows.fault]
          : rows.rows.map(({ place, read }) => [place, 'fault' in read && read.fault]);
      expect(JSON.stringify(said)).not.toContain('4242');
    }),
  );
});

test('every identifier of a CSV arrives, in its order', () => {
  const ids = fc.array(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), { minLength: 1 });
  const note = fc.constantFrom('', 'a', '"a,b"', '"a\nb"', '"say ""a"""');
  fc.assert(
    fc.property(ids, note, fc.constantFrom('\n', '\r\n'), (given, cell, end) => {
      expect(read(['id,note', ...given.map((id) => `${id},${cell}`)].join(end))).toEqual(given);
    }),
  );
});

test.each([
  ['a message', '{"dryRun":true,"secrets":[{"identifier":5}]}', 'unclear'],
  ['a column', 'id,dry_run\n5,true\n', 'unclear'],
])('%s that is marked as a dry run is not taken for anything else', (_, text, kind) => {
  expect(readText('-', text)).toMatchObject({ kind });
});

test('an entry that is marked as a dry run is a bad one', () => {
  expect(readText('-', '[{"identifier":5,"dry-run":true}]')).toMatchObject({ rows: [{ read: { kind: 'bad' } }] });
});

test.each(['date', 'Leaves', 'last_day', 'lastDay'])('a column or a key called %j holds the last day', (name) => {
  const lastDay = { kind: 'day', day: '2026-12-01' };
  expect(readText('-', `id,${name}\n5,2026-12-01\n`)).toMatchObject({ rows: [{ lastDay }] });
  expect(readText('-', `[{"id":5,"${name}":"2026-12-01"}]`)).toMatchObject({ rows: [{ lastDay }] });
  expect(readText('x.jsonl', `{"id":5,"${name}":"2026-12-01"}`)).toMatchObject({ rows: [{ lastDay }] });
});

test('a row without a last day has none, and one with two has a bad one', () => {
  expect(readText('-', 'id,date\n5,\n')).toMatchObject({ rows: [{ lastDay: { kind: 'none' } }] });
  expect(readText('-', '5\n')).toMatchObject({ rows: [{ lastDay: { kind: 'none' } }] });
  expect(readText('-', '[5,{"id":7,"date":null}]')).toMatchObject({
    rows: [{ lastDay: { kind: 'none' } }, { lastDay: { kind: 'none' } }],
  });
  expect(readText('-', 'id,date,last_day\n5,2020-01-01,2026-12-01\n7,,2026-12-01\n')).toMatchObject({
    rows: [
      { lastDay: { kind: 'bad', fault: expect.stringContaining('more than once') } },
      { lastDay: { kind: 'day' } },
    ],
  });
});
