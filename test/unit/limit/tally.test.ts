import { expect, test } from 'vitest';
import { tallyOf } from '../../../lib/limit/tally.ts';
import { body, delivery } from '../../support/messages.ts';

const AT = Date.parse('2026-11-25T16:59:59.999Z');

const keyOf = (more: object, firstSentAt = AT) => tallyOf(delivery(body([1], more), { firstSentAt })).key;

test('one source in one hour is one tally, whatever else the messages say', () => {
  expect(keyOf({ reportedBy: 'siem', incidentId: 'a' })).toBe(keyOf({ reportedBy: 'siem' }, AT - 3_599_000));
  expect(keyOf({ reportedBy: 'siem' })).toMatch(/^2026-11-25T16#[0-9a-f]{64}$/);
});

test('another source, and another hour, is another one', () => {
  const keys = [keyOf({ reportedBy: 'siem' }), keyOf({ reportedBy: 'SIEM' }), keyOf({ reportedBy: 'siem' }, AT + 1)];
  expect(new Set(keys).size).toBe(3);
});

test('who does not say who reports is the source called unknown', () => {
  expect(keyOf({})).toBe(keyOf({ reportedBy: 'unknown' }));
});

test('a source may be called anything, as long as a message', () => {
  expect(keyOf({ reportedBy: '\uD800'.repeat(1_000_000) })).toHaveLength('2026-11-25T16#'.length + 64);
});

test('it is kept for longer than any message', () => {
  const { expiresAt } = tallyOf(delivery(body([1]), { firstSentAt: AT }));
  expect(expiresAt * 1000 - AT).toBeGreaterThan(14 * 86_400_000);
});
