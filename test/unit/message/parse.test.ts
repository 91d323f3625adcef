import { describe, expect, test } from 'vitest';
import { parseMessage } from '../../../lib/message/parse.ts';
import { body, compromise, secrets } from '../../support/messages.ts';

const RULE = 'must be a whole number from 1 to 9007199254740991, or the same as a string of digits';

describe('a message', () => {
  test('needs no more than its type and one secret', () => {
    expect(compromise('{"type":"credential.compromised","secrets":[{"identifier":5}]}')).toMatchObject({
      secrets: [5],
      incidentId: undefined,
    });
  });

  test('may name everything that the contract knows', () => {
    const text = body([5, '7'], {
      version: 1,
      incidentId: 'INC-2041',
      reason: 'client secret found in a public repository',
      reportedBy: 'github-secret-scanning',
      reportedAt: '2026-11-24T09:30:00Z',
    });
    expect(compromise(text)).toMatchObject({ secrets: [5, 7], incidentId: 'INC-2041' });
  });

  test('names each secret once, in the order in which they are first named, 5 and "5" being the same', () => {
    expect(compromise(body([7, '5', 5, '7', 1])).secrets).toEqual([7, 5, 1]);
  });

  test('may name 500 secrets', () => {
    expect(compromise(body(secrets(500))).secrets).toHaveLength(500);
  });

  test('keeps its document as it was read', () => {
    const text = body([5, '5'], { ticket: { id: 7 }, '': null });
    expect(compromise(text).document).toEqual(JSON.parse(text));
  });

  test.each(['4.9999999999999999', '5.0000000000000001', '9007199254740990.6'])(
    'does not name the secret to which %s would be rounded',
    (written) => {
      expect(parseMessage(`{"type":"credential.compromised","secrets":[{"identifier":${written}}]}`)).toEqual({
        kind: 'malformed',
        reason: `secrets[0].identifier: ${RULE}`,
      });
    },
  );

  test('may be surrounded by white space', () => {
    expect(compromise(`\n ${body([5])}\n`).secrets).toEqual([5]);
  });
});

test.each<[string, string, RegExp]>([
  ['no body', '', /^the body is empty$/],
  ['white space alone', ' \n\t', /^the body is empty$/],
  ['no JSON', 'disable 5 please', /^the body is not JSON$/],
  ['half a JSON document', body([5]).slice(0, -2), /^the body is not JSON$/],
  ['an array', '[]', /^the message: must be a JSON object$/],
  ['null', 'null', /^the message: must be a JSON object$/],
  ['a number', '5', /^the message: must be a JSON object$/],
  ['a string', '"credential.compromised"', /^the message: must be a JSON object$/],
  ['no type', '{"secrets":[{"identifier":5}]}', /^type: must be "credential.compromised"$/],
  ['another type', body([5], { type: 'credential.leaked' }), /^type: must be "credential.compromised"$/],
  ['a type in other letters', body([5], { type: 'Credential.Compromised' }), /^type: must be/],
  ['version 2', body([5], { version: 2 }), /^version: must be 1 where it is given$/],
  ['version "1"', body([5], { version: '1' }), /^version: must be 1/],
  ['version null', body([5], { version: null }), /^version: must be 1/],
  ['an incident that is no string', body([5], { incidentId: 7 }), /^incidentId: must be a string/],
  ['no secrets', '{"type":"credential.compromised"}', /^secrets: must be a list of 1 to 500 secrets$/],
  ['an empty list', body([]), /^secrets: must name at least one secret$/],
  ['a list that is none', body([5]).replace(/\[.*\]/, '{"identifier":5}'), /^secrets: must be a list/],
  ['501 secrets', body(secrets(501)), /^secrets: must name at most 500 secrets$/],
  ['501 times the same secret', body(Array(501).fill(5)), /^secrets: must name at most 500 secrets$/],
  ['501 secrets and another type', body(secrets(501), { type: 'x' }), /^secrets: must name at most 500/],
  ['entries that are plain numbers', '{"type":"credential.compromised","secrets":[5]}', /^secrets\[0\]: must be an/],
  ['an entry without identifier', body([undefined]), /^secrets\[0\]\.identifier: must be a whole number/],
])('malformed: %s', (_, text, reason) => {
  expect(parseMessage(text)).toEqual({ kind: 'malformed', reason: expect.stringMatching(reason) });
});

test.each([
  ['zero', 0],
  ['a negative number', -5],
  ['a fraction', 5.5],
  ['too large a number', 9007199254740992],
  ['too large a string', '9007199254740992'],
  ['a leading zero', '05'],
  ['a sign', '+5'],
  ['a path', '../password/inactive/5'],
  ['a path behind digits', '5/../6'],
  ['a new line', '5\n'],
  ['other digits', '５'],
  ['null', null],
  ['a list', [5]],
  ['true', true],
])('an identifier that is %s makes the message malformed, and its neighbours with it', (_, identifier) => {
  expect(parseMessage(body([5, identifier]))).toEqual({
    kind: 'malformed',
    reason: `secrets[1].identifier: ${RULE}`,
  });
});

test('every fault is named, three of them in full', () => {
  const text = body([0, 1, -1, 'x', 2.5], { version: 3 });
  const fault = (index: number) => `secrets[${index}].identifier: ${RULE}`;
  expect(parseMessage(text)).toEqual({
    kind: 'malformed',
    reason: `version: must be 1 where it is given; ${fault(0)}; ${fault(2)}; and 2 more`,
  });
});

test('a reason never repeats what stood in the wrong place', () => {
  const leaked = 'AKIA-leaked-secret';
  const texts = [leaked, body([leaked]), body([5], { type: leaked }), body([5], { version: leaked }), `"${leaked}"`];
  for (const text of texts) expect(JSON.stringify(parseMessage(text))).not.toContain('leaked');
});

describe('what could not be sent on is not accepted:', () => {
  test('a body that is nested too deeply to be written again', () => {
    const depth = 200_000;
    const text = body([5], { deep: 0 }).replace('0', `${'['.repeat(depth)}${']'.repeat(depth)}`);
    expect(parseMessage(text)).toMatchObject({ kind: 'malformed', reason: expect.stringMatching(/nested too deeply/) });
  });

  test('a body whose numbers grow beyond 1 MiB when they are written out', () => {
    const numbers = Array(60_000).fill('1e20').join();
    const text = body([5], { grows: 0 }).replace('0', `[${numbers}]`);
    expect(text.length).toBeLessThan(400_000);
    expect(parseMessage(text)).toMatchObject({ kind: 'malformed', reason: expect.stringMatching(/beyond 1 MiB/) });
  });
});

test('a body of exactly 1 MiB is accepted', () => {
  const room = 1_048_576 - body([5], { pad: '' }).length;
  expect(parseMessage(body([5], { pad: 'x'.repeat(room) })).kind).toBe('compromise');
  expect(parseMessage(body([5], { pad: 'x'.repeat(room + 1) })).kind).toBe('malformed');
});

test.each([
  [{ dryrun: true }, {}],
  [{ 'dry-run': true }, {}],
  [{ dry_run: true }, {}],
  [{}, { dryRun: true }],
])('%j beside, or %j in an entry, means a dry run and is none: nothing may be disabled', (more, entry) => {
  const text = JSON.stringify({ type: 'credential.compromised', ...more, secrets: [{ identifier: 5, ...entry }] });
  expect(parseMessage(text)).toEqual({
    kind: 'malformed',
    reason: 'the message: must say dryRun in this spelling, beside secrets',
  });
});
