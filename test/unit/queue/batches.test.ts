import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Attribute, Outgoing } from '../../../lib/message/outgoing.ts';
import { batches, callsAtMost } from '../../../lib/queue/batches.ts';
import { share } from '../../support/runs.ts';

const MIB = 1_048_576;

const attributeBytes = ({ name, type, value }: Attribute) => Buffer.byteLength(name + type + value);

const outgoing = (body: string, attributes: readonly Attribute[] = []): Outgoing => ({
  write: () => body,
  attributes,
  delaySeconds: 0,
});

const sizes = (messages: readonly Outgoing[]) => [...batches(messages)].map((batch) => batch.length);

test('no message, no call', () => {
  expect(sizes([])).toEqual([]);
});

test('messages go in tens', () => {
  expect(sizes(Array(25).fill(outgoing('x')))).toEqual([10, 10, 5]);
});

test('messages that are together larger than 1 MiB go in several calls', () => {
  expect(sizes(Array(5).fill(outgoing('x'.repeat(400_000))))).toEqual([2, 2, 1]);
});

test('exactly 1 MiB goes together, one byte more does not', () => {
  const half = 'x'.repeat(MIB / 2);
  expect(sizes([outgoing(half), outgoing(half)])).toEqual([2]);
  expect(sizes([outgoing(half), outgoing(`${half}x`)])).toEqual([1, 1]);
});

test('what is too large for any call goes alone, and SQS says so', () => {
  expect(sizes([outgoing('x'.repeat(MIB + 1)), outgoing('x')])).toEqual([1, 1]);
});

test('attributes count, names and types as well, and letters by their bytes', () => {
  const attribute: Attribute = { name: 'N', type: 'String', value: 'é' };
  const body = 'x'.repeat(MIB / 2 - attributeBytes(attribute));
  expect(sizes([outgoing(body, [attribute]), outgoing(body, [attribute])])).toEqual([2]);
  expect(sizes([outgoing(body, [attribute]), outgoing(`${body}x`, [attribute])])).toEqual([1, 1]);
});

test('a body is written only when its batch is asked for', () => {
  let written = 0;
  const write = () => {
    written += 1;
    return 'x';
  };
  const asked = batches(Array(100).fill({ ...outgoing(''), write }));
  expect(written).toBe(0);
  asked.next();
  expect(written).toBeLessThanOrEqual(11);
});

const attribute = fc.record({
  name: fc.constantFrom('ErrorCode', 'ErrorMessage', 'Outcome', 'Attempts'),
  type: fc.constantFrom<Attribute['type']>('String', 'Number'),
  value: fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
});

const message = fc
  .record({
    size: fc.oneof(fc.nat(2000), fc.nat(MIB), fc.integer({ min: MIB - 500, max: MIB })),
    letter: fc.constantFrom('x', 'é', '中'),
    attributes: fc.array(attribute, { maxLength: 9 }),
  })
  .map(({ size, letter, attributes }) =>
    outgoing(letter.repeat(Math.floor(size / Buffer.byteLength(letter))), attributes),
  );

test('whatever is sent: at most ten a call, at most 1 MiB a call, every message once and in order', () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 25 }), (messages) => {
      const made = [...batches(messages)];
      for (const batch of made) {
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.length).toBeLessThanOrEqual(10);
        const bytes = batch.map(({ body, attributes }) =>
          attributes.reduce((sum, each) => sum + attributeBytes(each), Buffer.byteLength(body)),
        );
        expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(MIB);
      }
      const bodies = made.flat().map(({ body }) => body.length);
      expect(bodies).toEqual(messages.map(({ write }) => write().length));
    }),
    share(0.4),
  );
});

describe('how many calls it can take', () => {
  test.each([
    [1, 100, 1],
    [10, 100, 1],
    [11, 100, 2],
    [500, 100, 50],
    [500, MIB, 500],
    [4, 400_000, 2],
    [0, 100, 0],
  ])('%i messages of %i bytes: %i', (messages, bytes, calls) => {
    expect(callsAtMost(messages, bytes)).toBe(calls);
  });

  test('is never counted too low', () => {
    const letters = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.nat(MIB - 2000));
    fc.assert(
      fc.property(letters, ([count, bytes]) => {
        const letter = outgoing('x'.repeat(bytes), [{ name: 'ErrorMessage', type: 'String', value: 'x'.repeat(256) }]);
        expect(sizes(Array(count).fill(letter)).length).toBeLessThanOrEqual(callsAtMost(count, bytes));
      }),
      share(0.4),
    );
  });
});
