import { expect, test } from 'vitest';
import { readIdentifiers } from '../../../infra/local/ui/identifiers.ts';
import { readOrder } from '../../../infra/local/ui/orders.ts';

test.each([
  ['5', ['5']],
  [' 5,7;  9\n11 ', ['5', '7', '9', '11']],
  ['8-11', ['8', '9', '10', '11']],
  ['5-5', ['5']],
  ['', []],
  [' , ', []],
])('%j names %j', (text, identifiers) => {
  expect(readIdentifiers(text)).toEqual(identifiers);
});

test.each(['x', '05', '-5', '9-5', '1-1001', '5-', '1/../2', '"'])('%s is passed on as it is', (text) => {
  expect(readIdentifiers(text)).toEqual([text]);
});

const sending = { kind: 'send', identifiers: '5, 7-8', incidentId: 'INC-1', losesAnswer: false };

test('what the page sends is an order', () => {
  expect(readOrder(JSON.stringify(sending))).toEqual({
    kind: 'order',
    order: { ...sending, identifiers: ['5', '7', '8'] },
  });
});

test.each([
  [{ kind: 'answer', answer: 'down' }],
  [{ kind: 'latency', ms: 0 }],
  [{ kind: 'latency', ms: 10_000 }],
  [{ kind: 'rotate' }],
  [{ kind: 'revoke' }],
])('%j is an order', (order) => {
  expect(readOrder(JSON.stringify(order))).toEqual({ kind: 'order', order });
});

test.each([
  [{ ...sending, identifiers: ' ' }, /at least one/],
  [{ ...sending, identifiers: '1-1000, 1001' }, /At most 1000/],
  [{ ...sending, identifiers: '1 '.repeat(1001) }, /At most 2000 characters/],
  [{ ...sending, incidentId: 'x'.repeat(257) }, /At most 256/],
  [{ kind: 'latency', ms: 10_001 }, /from 0 to 10000/],
  [{ kind: 'latency', ms: -1 }, /from 0 to 10000/],
  [{ kind: 'latency', ms: 1.5 }, /from 0 to 10000/],
  [{ kind: 'latency', ms: null }, /from 0 to 10000/],
  [{ kind: 'answer', answer: 'toString' }, /./],
  [{ kind: 'stop' }, /./],
  [null, /./],
])('%j is none, and one line says so', (order, reason) => {
  const read = readOrder(JSON.stringify(order));
  expect(read).toEqual({ kind: 'wrong', reason: expect.stringMatching(reason) });
  expect(read.kind === 'wrong' && read.reason).not.toContain('\n');
});

test('what is not JSON is none', () => {
  expect(readOrder('kind=rotate').kind).toBe('wrong');
});
