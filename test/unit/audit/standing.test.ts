import { describe, expect, test } from 'vitest';
import type { AuditRecord } from '../../../lib/audit/record.ts';
import { isAllDone, standingOf } from '../../../lib/audit/standing.ts';
import {
  disabled,
  found,
  malformed,
  notFound,
  reported,
  second,
  TAG,
  unresolved,
} from '../../support/audit-records.ts';

/** The standing in short: what is done, failed and open. */
function short(records: readonly AuditRecord[], expected?: Parameters<typeof standingOf>[1]) {
  const standing = standingOf(records, expected);
  const nameOf = (outcome: (typeof standing.done)[number]) =>
    outcome.kind === 'secret' ? outcome.identifier : outcome.name;
  return {
    done: standing.done.map(nameOf),
    failed: standing.failed.map(nameOf),
    open: [...standing.open.secrets, ...standing.open.names],
    isAllDone: isAllDone(standing),
  };
}

test.each<[string, AuditRecord[], ReturnType<typeof short>]>([
  ['nothing', [], { done: [], failed: [], open: [], isAllDone: false }],
  [
    'all disabled',
    [reported([5, 7]), disabled(5), disabled(7)],
    { done: [5, 7], failed: [], open: [], isAllDone: true },
  ],
  ['one open', [reported([5, 7]), disabled(5)], { done: [5], failed: [], open: [7], isAllDone: false }],
  [
    'one not found',
    [reported([5, 7]), disabled(5), notFound(7)],
    { done: [5], failed: [7], open: [], isAllDone: false },
  ],
  ['a name that is open', [reported([], { names: [TAG] })], { done: [], failed: [], open: [TAG], isAllDone: false }],
  [
    'a name that led to two, one of them open',
    [found([5, 7]), reported([], { names: [TAG] }), disabled(5)],
    { done: [5], failed: [], open: [7], isAllDone: false },
  ],
  [
    'a name that led to none',
    [unresolved(TAG), reported([], { names: [TAG] })],
    { done: [], failed: [TAG], open: [], isAllDone: false },
  ],
  ['what nobody could read', [malformed], { done: [], failed: [], open: [], isAllDone: false }],
])('%s', (_, records, expected) => {
  expect(short(records)).toEqual(expected);
});

describe('of several outcomes of a secret the last counts', () => {
  const early = notFound(5, { at: second(10) });
  const late = disabled(5, { at: second(20) });

  test('in whatever order they stand', () => {
    for (const records of [
      [early, late],
      [late, early],
    ]) {
      expect(short([reported([5]), ...records])).toMatchObject({ done: [5], failed: [] });
    }
  });

  test('unless it was reported again since: then it is open', () => {
    const again = reported([5], { firstSentAt: second(15) });
    expect(short([reported([5]), early, again])).toMatchObject({ failed: [], open: [5] });
    expect(short([reported([5]), early, again, late])).toMatchObject({ done: [5], open: [] });
  });

  test('and what is left of a message, which is as old as the message, is no new report', () => {
    const remainder = reported([7], { messageId: 'message-2', firstSentAt: second(1), at: second(60) });
    expect(short([reported([5, 7]), disabled(5), remainder])).toMatchObject({ done: [5], open: [7] });
  });
});

describe('a message that waits for approval', () => {
  const held = reported([5, 7], { heldBecause: 'too many', recordId: 'held' });
  const waits = (records: readonly AuditRecord[]) => standingOf(records).held;

  test('is told as such for as long as something of it is open', () => {
    expect(waits([held])).toEqual([{ since: second(5), because: 'too many', secrets: 2 }]);
    expect(waits([held, disabled(5)])).toHaveLength(1);
    expect(waits([held, disabled(5), disabled(7)])).toEqual([]);
    expect(waits([reported([5, 7])])).toEqual([]);
  });

  test('no longer waits when it was approved, though it may still be open', () => {
    const approved = reported([5, 7], { approvedBy: 'ann', at: second(9), firstSentAt: second(8) });
    expect(waits([held, approved])).toEqual([]);
    expect(waits([held, { ...approved, secrets: [5] } as AuditRecord])).toHaveLength(1);
    expect(short([held, approved])).toMatchObject({ open: [5, 7] });
  });
});

describe('a dry run', () => {
  const dry = { dryRun: true };
  const would = disabled(5, { ...dry, outcome: 'would-disable', at: second(30) });

  test('says nothing of what was really to be disabled', () => {
    expect(short([reported([5]), reported([5], dry), notFound(5), would])).toMatchObject({ done: [], failed: [5] });
    expect(short([reported([5]), reported([5], dry), would])).toMatchObject({ done: [], open: [5] });
  });

  test('alone is all done when everything would be disabled', () => {
    expect(short([reported([5], dry), would])).toMatchObject({ done: [5], isAllDone: true });
    const wouldFail = disabled(7, { ...dry, outcome: 'would-fail' });
    expect(short([reported([5, 7], dry), would, wouldFail])).toMatchObject({ failed: [7], isAllDone: false });
    const unclear = unresolved(TAG, { ...dry, errorCode: undefined });
    expect(short([reported([5], { ...dry, names: [TAG] }), would, unclear])).toMatchObject({
      failed: [TAG],
      isAllDone: false,
    });
  });
});

test('what is expected is open until there is an outcome, also before anything is written down', () => {
  const expected = { secrets: [5], names: [TAG], dryRun: false };
  expect(short([], expected)).toMatchObject({ open: [5, TAG] });
  expect(short([disabled(5), found([7]), disabled(7)], expected)).toMatchObject({ done: [5, 7], open: [] });
});

test('messages of the same report are one report', () => {
  const parts = [reported([5]), reported([7], { messageId: 'message-2', firstSentAt: second(2) })];
  expect(standingOf(parts).reports).toHaveLength(1);
  expect(standingOf([...parts, reported([5], { reportedBy: 'siem' })]).reports).toHaveLength(2);
});
