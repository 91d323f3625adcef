import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readIdentifier, type SecretId } from '../../../lib/message/identifier.ts';
import type { Attribute, Outgoing } from '../../../lib/message/outgoing.ts';
import { writeBody } from '../../../lib/message/write.ts';
import type { Fate, Outcome } from '../../../lib/outcome/outcome.ts';
import { batches } from '../../../lib/queue/batches.ts';
import type { Fitted } from '../../../lib/queue/fitted.ts';
import { type Settlement, settle } from '../../../lib/settle/settle.ts';
import { compromise, delivery, fate, NOW, OUTCOMES } from '../../support/messages.ts';
import { share } from '../../support/runs.ts';

// The largest messages that there can be: 500 entries, and as many bytes as SQS takes.

const MIB = 1_048_576;
const ENTRIES = 500;

const identifier = fc
  .tuple(fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })), fc.boolean())
  .map(([id, quoted]) => (quoted ? String(id) : id));

/** Characters, and how many bytes SQS counts for each at least: some must be written longer than they are read. */
const letter = fc.constantFrom<readonly [letter: string, bytes: number]>(
  ['x', 1],
  ['é', 2],
  ['中', 3],
  ['😀', 4],
  ['"', 2],
  ['\u0000', 6],
  ['\uFFFE', 6],
);

/** Messages of which this much of the room is in the entries: in one dead letter each, where all else is in every one. */
const message = (inEntries: number): fc.Arbitrary<string> =>
  fc
    .record({
      identifiers: fc.array(identifier, { minLength: ENTRIES, maxLength: ENTRIES }),
      letter,
      incidentId: fc.string({ unit: 'grapheme', maxLength: 300 }),
      spare: fc.oneof(fc.constant(0), fc.nat(1500)),
    })
    .map(({ identifiers, letter: [letter, bytes], incidentId, spare }) => {
      const written = (common: number, each: number) =>
        JSON.stringify({
          type: 'credential.compromised',
          incidentId,
          note: letter.repeat(common),
          secrets: identifiers.map((identifier) => ({ identifier, note: letter.repeat(each) })),
        });
      const letters = Math.floor((MIB - Buffer.byteLength(written(0, 0)) - spare) / bytes);
      const each = Math.floor((letters * inEntries) / ENTRIES);
      return written(letters - each * ENTRIES, each);
    });

const kinds = Object.keys(OUTCOMES) as (keyof typeof OUTCOMES)[];

const other = fc.tuple(fc.nat(ENTRIES - 1), fc.constantFrom(...kinds));

/** What became of most secrets, and of others; the last time that the message is received, it is given up. */
const situation = fc.oneof(
  fc.record({
    text: message(0.98),
    usual: fc.constantFrom(...kinds),
    others: fc.array(other, { maxLength: 50 }),
    receiveCount: fc.constantFrom(1, 50),
  }),
  // Five hundred dead letters of a megabyte each take too long for many tries.
  fc.record({
    text: fc.constantFrom(0, 0.5).chain(message),
    usual: fc.constantFrom('disabled' as const, 'unavailable' as const),
    others: fc.array(other, { minLength: 1, maxLength: 6 }),
    receiveCount: fc.constant(1),
  }),
);

const DONE: readonly string[] = ['disabled', 'already-disabled', 'would-disable', 'would-fail'];

type Situation = typeof situation extends fc.Arbitrary<infer Value> ? Value : never;

function settled({ text, usual, others, receiveCount }: Situation) {
  const { secrets } = compromise(text);
  const fates = new Map<SecretId, Fate>(secrets.map((id) => [id, fate(OUTCOMES[usual])]));
  for (const [index, kind] of others) {
    const id = secrets[index];
    if (id !== undefined) fates.set(id, fate(OUTCOMES[kind]));
  }
  const settlement = settle(delivery(text, { receiveCount }), fates, new Map(), {
    maxReceiveCount: 50,
    giveUpAfterSeconds: 21_600,
    now: NOW,
    random: () => 0.5,
  });
  return { secrets, settlement, kindOf: (id: SecretId): Outcome['kind'] | undefined => fates.get(id)?.outcome.kind };
}

const bytesOf = ({ body, attributes }: Fitted) =>
  attributes.reduce(
    (sum, { name, type, value }: Attribute) => sum + Buffer.byteLength(name) + type.length + Buffer.byteLength(value),
    Buffer.byteLength(body),
  );

/** Sends what is to be sent as far as the wire. @returns the secrets of each message, in their order */
function sentTogether(outgoing: readonly Outgoing[]): readonly (readonly SecretId[])[] {
  const sent: (readonly SecretId[])[] = [];
  for (const batch of batches(outgoing)) {
    expect(batch.length).toBeLessThanOrEqual(10);
    expect(batch.reduce((sum, each) => sum + bytesOf(each), 0)).toBeLessThanOrEqual(MIB);
    for (const { body, attributes } of batch) {
      const { secrets } = compromise(body);
      const named = attributes.find(({ name }) => name === 'Identifier')?.value;
      if (named !== undefined) expect([readIdentifier(named)]).toEqual(secrets);
      sent.push(secrets);
    }
  }
  return sent;
}

function accountedFor(settlement: Settlement, secrets: readonly SecretId[]) {
  switch (settlement.kind) {
    case 'acknowledge':
      return { dead: sentTogether(settlement.deadLetters), left: [] };
    case 'split':
      return { dead: sentTogether(settlement.deadLetters), left: sentTogether(settlement.remainders).flat() };
    case 'hide':
      return { dead: [], left: secrets };
  }
}

test('the largest messages, too: each secret is done, in its dead letter or still to be tried, and SQS takes every batch', () => {
  fc.assert(
    fc.property(situation, (at) => {
      expect(Buffer.byteLength(writeBody(JSON.parse(at.text)))).toBeGreaterThan(MIB - 1600);
      const { secrets, settlement, kindOf } = settled(at);
      const { dead, left } = accountedFor(settlement, secrets);
      expect(dead.every(({ length }) => length === 1)).toBe(true);
      const done = secrets.filter((id) => DONE.includes(kindOf(id) ?? ''));
      const byNumber = (one: number, other: number) => one - other;
      expect([...done, ...dead.flat(), ...left].toSorted(byNumber)).toEqual(secrets.toSorted(byNumber));
    }),
    share(0.05),
  );
});
