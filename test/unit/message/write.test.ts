import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acceptable, writeBody } from '../../../lib/message/write.ts';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const isTaken = (text: string) =>
  [...text].every((character) => {
    const point = character.codePointAt(0) ?? 0;
    const within = (from: number, to: number) => point >= from && point <= to;
    return (
      point === 9 ||
      point === 10 ||
      point === 13 ||
      within(0x20, 0xd7ff) ||
      within(0xe000, 0xfffd) ||
      within(0x10000, 0x10ffff)
    );
  });

test.each([
  ['a null character', 'a\u0000b', 'a\uFFFDb'],
  ['other control characters', '\u0008\u000B\u000C\u000E\u001F', '\uFFFD'.repeat(5)],
  ['what is no character', '\uFFFE\uFFFF', '\uFFFD\uFFFD'],
  ['half a pair', 'a\uD83Db\uDE00', 'a\uFFFDb\uFFFD'],
])('%s is replaced', (_, text, replaced) => {
  expect(acceptable(text)).toBe(replaced);
});

test.each(['\t\n\r', 'plain', '😀 é 中', '\u007F\u0085\uE000\uFFFD'])('%j is sent as it is', (text) => {
  expect(acceptable(text)).toBe(text);
});

test('characters beyond U+FFFF are written as escapes as long as there is room', () => {
  const MIB = 1_048_576;
  const written = (besides: number) => writeBody(`😀${'x'.repeat(besides)}`);
  // Two quotation marks, and two escapes of six characters.
  expect(written(MIB - 14)).toBe(`"\\ud83d\\ude00${'x'.repeat(MIB - 14)}"`);
  expect(written(MIB - 13)).toBe(`"😀${'x'.repeat(MIB - 13)}"`);
});

test('whatever the text, SQS takes what is made of it', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.nat(0xffff)).map(toText)), (text) => {
      expect(isTaken(acceptable(text))).toBe(true);
      if (isTaken(text)) expect(acceptable(text)).toBe(text);
    }),
  );
});

test('whatever the document, SQS takes its body, and it reads back as the same', () => {
  const value = fc.jsonValue({ stringUnit: 'binary' });
  fc.assert(
    fc.property(value, fc.array(fc.nat(0xffff)).map(toText), (document, text) => {
      const written = writeBody([document, text]);
      expect(isTaken(written)).toBe(true);
      expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify([document, text])));
    }),
  );
});

function toText(units: readonly number[]): string {
  return String.fromCharCode(...units);
}
