import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answered, atOnce, type Circuit, CLOSED, failed } from '../../../lib/disable/circuit.ts';

const RULES = { concurrency: 10, opensAfter: 50, restMs: (probes: number) => 100 * 2 ** probes };
const NOW = 1000;

const fail = (circuit: Circuit, times: number, begunAt = NOW): Circuit =>
  Array.from({ length: times }).reduce<Circuit>((last) => failed(last, RULES, { begunAt, now: NOW }), circuit);

const answer = (circuit: Circuit, times: number): Circuit =>
  Array.from({ length: times }).reduce<Circuit>((last) => answered(last, RULES), circuit);

test('it stays closed while fewer calls in a row fail than it takes to open it', () => {
  expect(fail(CLOSED, 49)).toEqual({ kind: 'closed', failures: 49 });
});

test('one answer in between, and counting starts anew', () => {
  expect(fail(answer(fail(CLOSED, 49), 1), 49)).toEqual({ kind: 'closed', failures: 49 });
});

test('that many failures in a row open it; whoever comes next may try at once', () => {
  expect(fail(CLOSED, 50)).toEqual({ kind: 'open', failures: 50, openedAt: NOW, probes: 0, probeAt: NOW });
});

test('while it is open, one call at a time', () => {
  expect(atOnce(fail(CLOSED, 50), RULES)).toBe(1);
});

test('each failed probe lengthens the rest before the next one', () => {
  let circuit = fail(CLOSED, 50);
  let now = NOW + 1;
  const rests: number[] = [];
  for (let probe = 0; probe < 4 && circuit.kind === 'open'; probe += 1) {
    circuit = failed(circuit, RULES, { begunAt: now, now });
    if (circuit.kind !== 'open') break;
    rests.push(circuit.probeAt - now);
    now = circuit.probeAt;
  }
  expect(rests).toEqual([100, 200, 400, 800]);
});

test.each([1, 0])('calls that had begun %i ms before it opened lengthen nothing', (beforeMs) => {
  expect(fail(fail(CLOSED, 50), 9, NOW - beforeMs)).toEqual({ ...fail(CLOSED, 50), failures: 59 });
});

test('the first answer closes it, and each answer allows one call more, up to the concurrency', () => {
  const open = fail(CLOSED, 50);
  expect([1, 2, 3, 8].map((answers) => atOnce(answer(open, answers), RULES))).toEqual([2, 3, 4, 9]);
  expect(answer(open, 9)).toEqual(CLOSED);
});

test('a failure while it recovers halves what is allowed, down to one', () => {
  const recovering = answer(fail(CLOSED, 50), 7);
  expect([0, 1, 2, 3, 4].map((failures) => atOnce(fail(recovering, failures), RULES))).toEqual([8, 4, 2, 1, 1]);
});

test('a vault that fails again while it recovers gets its calls one at a time, and is left alone after as many failures as before', () => {
  const recovering = answer(fail(CLOSED, 50), 1);
  expect(fail(recovering, 49)).toEqual({ kind: 'recovering', failures: 49, atOnce: 1 });
  expect(fail(recovering, 50).kind).toBe('open');
});

test('a container that makes one call at a time has no slow start', () => {
  const rules = { ...RULES, concurrency: 1 };
  const open: Circuit = { kind: 'open', failures: 60, openedAt: NOW, probes: 3, probeAt: NOW };
  expect(answered(open, rules)).toEqual(CLOSED);
});

test('whatever happens: never less than one call at once, never more than the concurrency', () => {
  const event = fc.record({ fails: fc.boolean(), afterMs: fc.integer({ min: 0, max: 5000 }) });
  const rules = fc.record({
    concurrency: fc.integer({ min: 1, max: 50 }),
    opensAfter: fc.integer({ min: 1, max: 99 }),
  });
  fc.assert(
    fc.property(rules, fc.array(event, { maxLength: 400 }), (given, events) => {
      const all = { ...RULES, ...given };
      let circuit = CLOSED;
      let now = NOW;
      for (const { fails, afterMs } of events) {
        now += afterMs;
        circuit = fails ? failed(circuit, all, { begunAt: now, now }) : answered(circuit, all);
        expect(atOnce(circuit, all)).toBeGreaterThanOrEqual(1);
        expect(atOnce(circuit, all)).toBeLessThanOrEqual(given.concurrency);
      }
    }),
  );
});
