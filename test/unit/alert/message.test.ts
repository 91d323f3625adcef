import { expect, test } from 'vitest';
import type { Alert, Named } from '../../../lib/alert/alert.ts';
import { incidentId } from '../../../lib/alert/incident.ts';
import { incident } from '../../../lib/alert/message.ts';
import { registerSchema } from '../../../lib/alert/register.ts';
import { IDENTIFIER_RULE } from '../../../lib/message/identifier.ts';
import type { Outgoing } from '../../../lib/message/outgoing.ts';
import { parseMessage } from '../../../lib/message/parse.ts';

const NOW = Date.UTC(2026, 10, 24, 9, 30);

const register = registerSchema.parse([
  { fingerprint: 'ONE', identifier: 7 },
  { fingerprint: 'ONE', identifier: '7' },
  { fingerprint: 'two', identifier: 8 },
  { fingerprint: 'two', identifier: 9 },
]);

const identified = (identifier: number): Named => ({ by: 'identifier', identifier: identifier as never });
const unidentified = (fingerprint: string): Named => ({ by: 'fingerprint', fingerprint });

const alert = (secrets: readonly Named[], more: Partial<Alert> = {}): Alert => ({
  eventId: 'event-1',
  reason: undefined,
  reportedAt: undefined,
  secrets,
  ...more,
});

const bodies = (messages: readonly Outgoing[]) => messages.map(({ write }) => JSON.parse(write()));
test('an alert is a message that the consumer takes, with each secret once', () => {
  const named: Named[] = [
    identified(5),
    identified(5),
    { by: 'tag', tag: 'leaked' },
    { by: 'identifierCode', identifierCode: 'a' },
  ];
  const { messages, deadLetters, counts } = incident(
    'generic',
    alert([...named, unidentified('ONE')], { reason: 'seen\nin a  paste', reportedAt: '2026-11-24T09:30:00Z' }),
    register,
    NOW,
  );
  expect(bodies(messages)).toEqual([
    {
      type: 'credential.compromised',
      version: 1,
      incidentId: incidentId('generic', 'event-1'),
      reason: 'seen in a paste',
      reportedBy: 'generic',
      reportedAt: '2026-11-24T09:30:00Z',
      secrets: [{ identifier: 5 }, { tag: 'leaked' }, { identifierCode: 'a' }, { identifier: 7 }],
    },
  ]);
  expect(messages.map(({ write }) => parseMessage(write()).kind)).toEqual(['compromise']);
  expect(deadLetters).toEqual([]);
  expect(counts).toEqual({ secrets: 4, unresolved: 0 });
});

test.each<[string, string[], object[][], object[][]]>([
  ['one of them is in the register', ['nobody', 'ONE'], [[{ identifier: 7 }]], []],
  ['none is', ['nobody', 'no one'], [], [[{ fingerprint: 'nobody' }, { fingerprint: 'no one' }]]],
  ['one is there for more than one secret', ['nobody', 'two'], [], [[{ fingerprint: 'two' }]]],
])('of several names of one subject, where %s, nobody is asked more than must be', (_, fingerprints, known, left) => {
  const named = alert([{ by: 'aliases', fingerprints }]);
  const { messages, deadLetters } = incident('ssf', named, register, NOW);
  expect(bodies(messages).map(({ secrets }) => secrets)).toEqual(known);
  expect(bodies(deadLetters).map(({ secrets }) => secrets)).toEqual(left);
});

test('what is not in the register, or there for more than one, is a dead letter with its reason, and nobody is guessed at', () => {
  const { messages, deadLetters, counts } = incident(
    'generic',
    alert([unidentified('two'), unidentified('nobody'), unidentified('nobody'), identified(5)]),
    register,
    NOW,
  );
  expect(bodies(messages).map(({ secrets }) => secrets)).toEqual([[{ identifier: 5 }]]);
  expect(bodies(deadLetters).map(({ secrets }) => secrets)).toEqual([
    [{ fingerprint: 'nobody' }],
    [{ fingerprint: 'two' }],
  ]);
  const why = [
    'The leaked credential is not in the register of fingerprints. Find out which secret of the vault it is, and send a message that names it.',
    'The register of fingerprints has more than one secret for the leaked credential. Mend the register, and send a message that names the right one.',
  ];
  expect(deadLetters.map(({ attributes }) => attributes)).toEqual(
    why.map((value) => [
      { name: 'ErrorCode', type: 'String', value: 'unresolved' },
      { name: 'ErrorMessage', type: 'String', value },
      { name: 'Outcome', type: 'String', value: 'unresolved' },
      { name: 'IncidentId', type: 'String', value: incidentId('generic', 'event-1') },
      { name: 'FailedAt', type: 'String', value: '2026-11-24T09:30:00.000Z' },
      { name: 'Redrives', type: 'Number', value: '0' },
    ]),
  );
  expect(messages.map(({ attributes }) => attributes)).toEqual([[]]);
  expect(deadLetters.flatMap(({ attributes }) => attributes.filter(({ value }) => value.length > 256))).toEqual([]);
  expect(counts).toEqual({ secrets: 1, unresolved: 2 });
});

test.each([
  [500, [500]],
  [501, [500, 1]],
  [1200, [500, 500, 200]],
])('%i secrets are messages of at most 500, of one incident', (count, expected) => {
  const { messages } = incident(
    'generic',
    alert(Array.from({ length: count }, (_, index) => identified(index + 1))),
    register,
    NOW,
  );
  expect(bodies(messages).map(({ secrets }) => secrets.length)).toEqual(expected);
  expect(new Set(bodies(messages).map((body) => body.incidentId)).size).toBe(1);
});

test('a reason is one line, and cut', () => {
  const { messages } = incident('generic', alert([identified(5)], { reason: ` ${'x\n'.repeat(400)}` }), register, NOW);
  expect(bodies(messages)[0].reason).toBe('x '.repeat(250));
});

test('an incident is the same for the same event of a source, and for no other', () => {
  const ids = [
    incidentId('generic', 'event-1'),
    incidentId('generic', 'event-1'),
    incidentId('generic', 'event-2'),
    incidentId('github', 'event-1'),
  ];
  expect(ids[0]).toMatch(/^generic-[0-9a-f]{32}$/);
  expect(ids[1]).toBe(ids[0]);
  expect(new Set(ids).size).toBe(3);
});

test.each([
  {},
  [{}],
  [{ fingerprint: 'a' }],
  [{ fingerprint: 'a b', identifier: 1 }],
  [{ fingerprint: 'a', identifier: 0 }],
])('a register of %j is refused', (document) => {
  expect(registerSchema.safeParse(document).success).toBe(false);
});

test.each([
  [5, '', 'must be a list of { "fingerprint", "identifier" }'],
  [[{ fingerprint: 'a b', identifier: 1 }], '0.fingerprint', 'must be 1 to 256 characters without spaces'],
  [[{ fingerprint: 'a', identifier: 'x' }], '0.identifier', IDENTIFIER_RULE],
])('what is wrong with a register is said: %j', (document, path, message) => {
  const { error } = registerSchema.safeParse(document);
  expect(error?.issues.map((issue) => [issue.path.join('.'), issue.message])).toEqual([[path, message]]);
});

test('a SHA-256 is the same in capitals, what else a source goes by is not', () => {
  const sha = 'AB'.repeat(32);
  const others = ['ABC', `${sha}0`, `x${sha}`];
  const read = registerSchema.parse([sha, ...others].map((fingerprint) => ({ fingerprint, identifier: 1 })));
  expect([...read.keys()]).toEqual([sha.toLowerCase(), ...others]);
});

test.each([true, false])('a dry run is one for the consumer, too: %j', (dryRun) => {
  const { messages } = incident('generic', alert([identified(5)], { dryRun }), register, NOW);
  expect(bodies(messages)).toMatchObject([{ dryRun, secrets: [{ identifier: 5 }] }]);
  expect(messages.map(({ write }) => parseMessage(write()))).toMatchObject([
    { kind: 'compromise', compromise: { dryRun } },
  ]);
});

test('what a dry run cannot find in the register is counted, and is no dead letter', () => {
  const { messages, deadLetters, counts } = incident(
    'generic',
    alert([unidentified('nobody')], { dryRun: true }),
    register,
    NOW,
  );
  expect(messages).toEqual([]);
  expect(deadLetters).toEqual([]);
  expect(counts).toEqual({ secrets: 0, unresolved: 1, dryRun: true });
});
