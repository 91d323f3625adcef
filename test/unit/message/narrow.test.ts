import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readIdentifier, type SecretId } from '../../../lib/message/identifier.ts';
import { narrow } from '../../../lib/message/narrow.ts';
import { parseMessage } from '../../../lib/message/parse.ts';
import { acceptable } from '../../../lib/message/write.ts';
import { messageText } from '../../support/arbitraries.ts';
import { body, compromise, secret } from '../../support/messages.ts';

const narrowed = (text: string, ...ids: readonly number[]) => narrow(compromise(text), new Set(ids.map(secret)));

test('all entries for a secret stay, as they were written', () => {
  const text =
    '{"type":"credential.compromised","secrets":[{"identifier":"5"},{"identifier":6},{"identifier":5,"a":1}]}';
  expect(narrowed(text, 5)).toBe(
    '{"type":"credential.compromised","secrets":[{"identifier":"5"},{"identifier":5,"a":1}]}',
  );
});

test('fields of the message and of the entries stay where they are, whatever their names', () => {
  const text =
    '{"__proto__":{"a":1},"secrets":[{"__proto__":2,"identifier":5,"owner":"x"},{"identifier":6}],"type":"credential.compromised","constructor":null}';
  expect(narrowed(text, 5)).toBe(text.replace(',{"identifier":6}', ''));
});

test('characters that SQS does not take are written as escapes, which read back as the same', () => {
  const text = body([5], { note: '\uFFFE\uFFFF\u0000\uD800' });
  const written = narrowed(text, 5);
  expect(written).toBe(acceptable(written));
  expect(JSON.parse(written)).toEqual(JSON.parse(text));
});

test('however many bodies are cut out of a message, its entries are gone through once', () => {
  let looks = 0;
  const ids = Array.from({ length: 500 }, (_, index) => secret(index + 1));
  const entries = ids.map((identifier) => ({
    get identifier() {
      looks += 1;
      return identifier;
    },
  }));
  const whole = { ...compromise(body(ids)), document: { secrets: entries } };
  for (const id of ids) expect(narrow(whole, new Set([id]))).toBe(`{"secrets":[{"identifier":${id}}]}`);
  // Each is looked at once more when it is written.
  expect(looks).toBe(2 * ids.length);
});

const entriesOf = (text: string) => (JSON.parse(text) as { secrets: { identifier: unknown }[] }).secrets;

/** Order of fields and `__proto__` fields count here: they show when it is written again. */
const asRead = (text: string) => JSON.stringify(JSON.parse(text));

const someOf = fc.array(fc.boolean(), { minLength: 20, maxLength: 20 });

test('a message narrowed to all of its secrets is the message', () => {
  fc.assert(
    fc.property(messageText, (text) => {
      const whole = compromise(text);
      expect(asRead(narrow(whole, new Set(whole.secrets)))).toBe(asRead(text));
    }),
  );
});

test('what is kept and what is left out are together the message, entry by entry', () => {
  fc.assert(
    fc.property(messageText, someOf, (text, choice) => {
      const whole = compromise(text);
      const keep = new Set<SecretId>(whole.secrets.filter((_, index) => choice[index]));
      const rest = new Set<SecretId>(whole.secrets.filter((id) => !keep.has(id)));
      const left = [...entriesOf(narrow(whole, rest))];
      const kept = [...entriesOf(narrow(whole, keep))];
      const merged = entriesOf(text).map(({ identifier }) => {
        const id = readIdentifier(identifier);
        return (id !== undefined && keep.has(id) ? kept : left).shift();
      });
      expect(JSON.stringify(merged)).toBe(JSON.stringify(entriesOf(text)));
      expect([left.length, kept.length]).toEqual([0, 0]);
    }),
  );
});

test('a narrowed message is a message about just these secrets, with every other field as it was', () => {
  fc.assert(
    fc.property(messageText, someOf, (text, choice) => {
      const whole = compromise(text);
      const keep = whole.secrets.filter((_, index) => index === 0 || choice[index]);
      const written = narrow(whole, new Set(keep));
      const again = parseMessage(written);
      expect(again).toMatchObject({ kind: 'compromise', compromise: { secrets: keep } });
      const without = (json: string) => json.replace(JSON.stringify(entriesOf(json)), '[]');
      expect(without(asRead(written))).toBe(without(asRead(text)));
    }),
  );
});
