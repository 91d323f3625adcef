import { expect, test } from 'vitest';
import type { Lying } from '../../infra/local/lying.ts';
import type { SecretState } from '../../infra/local/vault/secrets.ts';
import { body } from '../support/messages.ts';
import { type Evidence, judge, type Sent } from './referee.ts';

const compromise = (incidentId: string, ...identifiers: readonly string[]): Sent => ({
  kind: 'compromise',
  messageId: `id of ${incidentId}`,
  body: body(identifiers, { incidentId }),
  incidentId,
  identifiers,
});

const letter = (ErrorCode: string, Identifier: string, IncidentId: string, named = Identifier): Lying => ({
  ...LYING,
  body: body([named], { incidentId: IncidentId }),
  attributes: { ErrorCode, Identifier, IncidentId, SourceMessageId: 'of a remainder' },
});

const LYING = { messageId: 'some id', receiveCount: 0, readyAt: 0, body: '', attributes: {} };

const MALFORMED = {
  ...LYING,
  body: 'rubbish',
  attributes: { ErrorCode: 'malformed', SourceMessageId: 'id of rubbish' },
};

const BEFORE: Readonly<Record<string, SecretState>> = { 5: 'absent', 6: 'no-access' };

/** Two secrets disabled, two dead-lettered, one of them for two messages, and a malformed message. */
const ALL_WELL: Evidence = {
  sent: [
    compromise('INC-1', '1', '3', '5'),
    compromise('INC-2', '5', '6'),
    { kind: 'malformed', messageId: 'id of rubbish', body: 'rubbish' },
  ],
  stateBefore: (identifier) => BEFORE[identifier] ?? 'active',
  stateNow: (identifier) => BEFORE[identifier] ?? (['1', '3'].includes(identifier) ? 'inactive' : 'active'),
  called: new Set(['1', '3', '5', '6']),
  deadLetters: [letter('1005', '5', 'INC-1'), letter('1005', '5', 'INC-2'), letter('1006', '6', 'INC-2'), MALFORMED],
  left: [],
};

const [FIRST, ...OTHERS] = ALL_WELL.deadLetters as readonly [Lying, ...Lying[]];

test('where everything is where it must be, nothing is lost, unaccounted for, or wrong', () => {
  expect(judge(ALL_WELL)).toEqual({
    messages: 3,
    accounted: 3,
    secrets: 4,
    disabled: 2,
    deadLetters: 4,
    writtenTwice: 0,
    lost: [],
    unaccounted: [],
    wrong: [],
  });
});

test('a dead letter may be written twice, which is counted', () => {
  const twice = judge({ ...ALL_WELL, deadLetters: [...ALL_WELL.deadLetters, FIRST] });
  expect(twice).toMatchObject({ deadLetters: 5, writtenTwice: 1, lost: [], unaccounted: [], wrong: [] });
});

test.each<[string, Partial<Evidence>, lost: readonly string[], unaccounted: readonly string[]]>([
  [
    'a secret that is still active',
    { stateNow: (identifier) => BEFORE[identifier] ?? (identifier === '1' ? 'inactive' : 'active') },
    ['3'],
    ['INC-1: secret 3'],
  ],
  ['a dead letter that one of two messages lacks', { deadLetters: OTHERS }, ['5'], ['INC-1: secret 5']],
  [
    'a malformed message that is nowhere',
    { deadLetters: ALL_WELL.deadLetters.slice(0, 3) },
    [],
    ['id of rubbish: rubbish'],
  ],
])('%s is named, with its message', (_, changed, lost, unaccounted) => {
  const verdict = judge({ ...ALL_WELL, ...changed });
  expect(verdict).toMatchObject({ lost, unaccounted, accounted: 2, wrong: [] });
});

test.each<[string, Partial<Evidence>, RegExp]>([
  [
    'gives the wrong reason',
    { deadLetters: [letter('1006', '5', 'INC-1'), ...OTHERS] },
    /^a dead letter says 1006 of 5 \(INC-1\): the secret was absent$/,
  ],
  [
    'gives up a secret that could be disabled',
    { deadLetters: [...ALL_WELL.deadLetters, letter('unavailable', '1', 'INC-1')] },
    /unavailable of 1 .*was active$/,
  ],
  [
    'was moved by the queue, without a reason',
    { deadLetters: [...ALL_WELL.deadLetters, { ...LYING, body: body([1]) }] },
    /says no code .*no message names that$/,
  ],
  [
    'holds another secret than it says',
    { deadLetters: [letter('1005', '5', 'INC-1', '6'), ...OTHERS] },
    /of 5 \(INC-1\): its body names 6$/,
  ],
  [
    'calls a good message malformed',
    { deadLetters: [...ALL_WELL.deadLetters, { ...MALFORMED, attributes: { ErrorCode: 'malformed' } }] },
    /no malformed message was like this$/,
  ],
])('a dead letter that %s is wrong', (_, changed, reason) => {
  expect(judge({ ...ALL_WELL, ...changed }).wrong).toEqual([expect.stringMatching(reason)]);
});

test.each<[string, Partial<Evidence>, RegExp]>([
  ['a message that is still queued', { left: [{ ...LYING, body: 'left' }] }, /^some id is still on the queue: left$/],
  ['a call for a secret that nobody named', { called: new Set(['7']) }, /^the vault was called for 7/],
  [
    'a secret that is disabled and that nobody named',
    { stateNow: (identifier) => BEFORE[identifier] ?? 'inactive' },
    /^2 is disabled, and nobody named it|^4 is/,
  ],
])('%s is wrong', (_, changed, reason) => {
  const { wrong } = judge({ ...ALL_WELL, ...changed });
  expect(wrong.length).toBeGreaterThan(0);
  for (const what of wrong) expect(what).toMatch(reason);
});
