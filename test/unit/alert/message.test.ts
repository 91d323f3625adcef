import { expect, test } from 'vitest';
import type { Alert, Named } from '../../../lib/alert/alert.ts';
import { incidentId } from '../../../lib/alert/incident.ts';
import { incident } from '../../../lib/alert/message.ts';
import { registerSchema } from '../../../lib/alert/register.ts';
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
const attribute = ({ attributes }: Outgoing, name: string) => attributes.find((each) => each.name === name)?.value;

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
  expect(deadLetters.map((letter) => attribute(letter, 'ErrorCode'))).toEqual(['unresolved', 'unresolved']);
  expect(deadLetters.map((letter) => attribute(letter, 'IncidentId'))).toEqual([
    incidentId('generic', 'event-1'),
    incidentId('generic', 'event-1'),
  ]);
  expect(attribute(deadLetters[0] ?? { attributes: [], write: () => '', delaySeconds: 0 }, 'ErrorMessage')).toMatch(
    /not in the register/,
  );
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

test('a SHA-256 is the same in capitals, what else a source goes by is not', () => {
  const sha = 'AB'.repeat(32);
  const read = registerSchema.parse([
    { fingerprint: sha, identifier: 1 },
    { fingerprint: 'ABC', identifier: 2 },
  ]);
  expect([...read.keys()]).toEqual([sha.toLowerCase(), 'ABC']);
});
