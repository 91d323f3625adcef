import { expect, test } from 'vitest';
import { parseMessage } from '../../../lib/message/parse.ts';
import { type Incident, writeMessages } from '../../../lib/roster/messages.ts';
import { distinct, type Named, readNamed } from '../../../lib/roster/named.ts';

const incident: Incident = {
  incidentId: 'INC-1',
  reason: 'found in a public repository',
  reportedBy: 'ann',
  reportedAt: new Date('2026-11-25T15:07:00Z'),
  dryRun: false,
};

const named = (fields: Parameters<typeof readNamed>[0]): Named => {
  const read = readNamed(fields);
  if (read.kind === 'bad') throw new Error(read.fault);
  return read.named;
};

const numbered = (count: number) => Array.from({ length: count }, (_, index) => named({ identifier: index + 1 }));

const documents = (...args: Parameters<typeof writeMessages>) => {
  const written = writeMessages(...args);
  return written.kind === 'written' ? written.bodies.map((body) => JSON.parse(body) as unknown) : [];
};

test('a message says what was said, and nothing that was not', () => {
  const secrets = [named({ identifier: '5' }), named({ identifierCode: 'crm' }), named({ tag: 'leaver' })];
  const said = {
    type: 'credential.compromised',
    version: 1,
    incidentId: 'INC-1',
    reportedAt: '2026-11-25T15:07:00.000Z',
    secrets: [{ identifier: 5 }, { identifierCode: 'crm' }, { tag: 'leaver' }],
  };
  const more = { reason: 'found in a public repository', reportedBy: 'ann' };
  expect(documents(incident, secrets)).toEqual([{ ...said, ...more }]);
  expect(documents({ ...incident, reason: undefined, reportedBy: undefined, dryRun: true }, secrets)).toEqual([
    { ...said, dryRun: true },
  ]);
});

test.each([
  [500, [500]],
  [501, [500, 1]],
  [1201, [500, 500, 201]],
])('%d secrets become messages of %j, all of the same incident, which the function accepts', (count, sizes) => {
  const written = writeMessages(incident, numbered(count));
  const parsed = written.kind === 'written' ? written.bodies.map(parseMessage) : [];
  const compromises = parsed.flatMap((message) => (message.kind === 'compromise' ? message.compromise : []));
  expect(compromises.map(({ secrets }) => secrets.length)).toEqual(sizes);
  expect(compromises.flatMap(({ secrets }) => secrets)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  expect(new Set(compromises.map(({ incidentId }) => incidentId))).toEqual(new Set(['INC-1']));
});

test('what the function would not take is not written', () => {
  const tooLong = { ...incident, reason: 'x'.repeat(2 ** 20) };
  expect(writeMessages(tooLong, numbered(1))).toMatchObject({ kind: 'malformed' });
});

test('what is named twice is there once, where it is first named', () => {
  const twice = [{ identifier: 5 }, { tag: '5' }, { identifier: '5' }, { identifierCode: '5' }, { tag: '5' }];
  expect(distinct(twice.map(named))).toEqual([{ identifier: 5 }, { tag: '5' }, { identifierCode: '5' }]);
});

test('what is too large for the way that it goes is divided until it fits, and nothing is left out', () => {
  const secrets = Array.from({ length: 700 }, (_, index) => named({ tag: `leaver-${index}-${'ä'.repeat(200)}` }));
  const written = writeMessages(incident, secrets, (body) => Buffer.byteLength(body) <= 100_000);
  const bodies = written.kind === 'written' ? written.bodies : [];
  expect(bodies.filter((body) => Buffer.byteLength(body) > 100_000)).toEqual([]);
  expect(bodies.length).toBeGreaterThan(2);
  expect(bodies.flatMap((body) => (JSON.parse(body) as { readonly secrets: unknown }).secrets)).toEqual(secrets);
});

test('a single secret that does not fit is not written', () => {
  expect(writeMessages(incident, numbered(3), () => false)).toMatchObject({
    kind: 'malformed',
    reason: expect.stringContaining('too large'),
  });
});
