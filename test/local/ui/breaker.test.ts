import { expect, test } from 'vitest';
import { watchBreaker } from '../../../infra/local/ui/breaker.ts';
import type { Call } from '../../../infra/local/vault/seen.ts';

const OPEN = { event: 'vault.circuit-open', reason: 'fifty calls had no answer' };
const CLOSED = { event: 'vault.circuit-closed' };

const call = (status: number | undefined): Call => ({
  at: 0,
  endedAt: 1,
  method: 'POST',
  path: '/api/mysafe/secretapi/inactive/5',
  identifier: '5',
  status,
  fault: status === 200 ? undefined : { name: 'reset', inWords: 'the connection was reset' },
});

const answers = (count: number) => Array.from({ length: count }, () => call(200));

function watching(...before: readonly Call[]) {
  const calls = [...before];
  return { calls, breaker: watchBreaker({ calls }, 4) };
}

test('it is closed until the log says otherwise, whatever the vault has answered', () => {
  const { calls, breaker } = watching();
  calls.push(call(undefined), call(undefined));
  breaker.take({ event: 'batch.settled' });
  expect(breaker.now()).toEqual({ kind: 'closed', atOnce: 4, reason: '' });
});

test('it is open for the reason that the log gives, and what was answered before does not count', () => {
  const { breaker } = watching(...answers(10));
  breaker.take(OPEN);
  expect(breaker.now()).toEqual({ kind: 'open', atOnce: 1, reason: OPEN.reason });
});

test('it recovers with each answer, until as many calls may be in flight as ever', () => {
  const { calls, breaker } = watching();
  breaker.take(OPEN);
  calls.push(call(undefined), ...answers(1));
  expect(breaker.now()).toMatchObject({ kind: 'recovering', atOnce: 2 });
  calls.push({ ...call(200), endedAt: undefined });
  expect(breaker.now()).toMatchObject({ kind: 'recovering', atOnce: 2 });
  calls.push(...answers(1));
  expect(breaker.now()).toMatchObject({ kind: 'recovering', atOnce: 3 });
  calls.push(...answers(1));
  expect(breaker.now()).toEqual({ kind: 'closed', atOnce: 4, reason: '' });
  calls.push(call(undefined));
  expect(breaker.now().kind).toBe('closed');
});

test('a failed probe leaves it open', () => {
  const { calls, breaker } = watching();
  breaker.take(OPEN);
  calls.push(call(undefined), call(undefined));
  expect(breaker.now().kind).toBe('open');
});

test('when the log says that the vault answers again, it does, even where only a token was answered', () => {
  const { breaker } = watching();
  breaker.take(OPEN);
  breaker.take(CLOSED);
  expect(breaker.now()).toMatchObject({ kind: 'recovering', atOnce: 2 });
});
