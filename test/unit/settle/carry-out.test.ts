import { expect, test } from 'vitest';
import { carryOut, type Queues, type Sent } from '../../../lib/settle/carry-out.ts';
import type { Settlement } from '../../../lib/settle/settle.ts';
import { body, delivery } from '../../support/messages.ts';

const outgoing = (name: string, delaySeconds = 0) => ({ write: () => name, attributes: [], delaySeconds });

const ACKNOWLEDGE: Settlement = { kind: 'acknowledge', deadLetters: [outgoing('letter 1'), outgoing('letter 2')] };
const SPLIT: Settlement = { kind: 'split', deadLetters: [outgoing('letter')], remainders: [outgoing('remainder', 30)] };
const HIDE: Settlement = { kind: 'hide', delaySeconds: 42 };

/** Queues that write down what they are asked, and fail at the step with this name. */
async function carryingOut(settlement: Settlement, failing?: string) {
  const steps: string[] = [];
  const take = async (step: string): Promise<Sent> => {
    steps.push(step);
    return step.startsWith(failing ?? 'nothing') ? { kind: 'failed', reason: 'ThrottlingException' } : { kind: 'sent' };
  };
  const queues: Queues = {
    sendDeadLetters: (letters) => take(`dead letters: ${letters.map(({ write }) => write()).join(', ')}`),
    sendRemainders: (more) =>
      take(more.map(({ write, delaySeconds }) => `remainder: ${write()} in ${delaySeconds} s`).join()),
    hide: (receiptHandle, seconds) => take(`hide: ${receiptHandle} for ${seconds} s`),
  };
  return { steps, result: await carryOut(settlement, delivery(body([5])), queues) };
}

const FAILED = { kind: 'failed', reason: 'ThrottlingException' };

test.each<[string, Settlement, readonly string[], string]>([
  ['final', ACKNOWLEDGE, ['dead letters: letter 1, letter 2'], 'acknowledge'],
  ['split', SPLIT, ['dead letters: letter', 'remainder: remainder in 30 s'], 'acknowledge'],
  ['hidden', HIDE, ['hide: receipt-1 for 42 s'], 'keep'],
])('%s: each step in its order', async (_, settlement, steps, kind) => {
  expect(await carryingOut(settlement)).toEqual({ steps, result: { kind } });
});

test('nothing is acknowledged when a dead letter is not certain to be sent', async () => {
  expect((await carryingOut(ACKNOWLEDGE, 'dead letters')).result).toEqual(FAILED);
});

test('no remainder is sent before the dead letters are certain', async () => {
  expect(await carryingOut(SPLIT, 'dead letters')).toEqual({ steps: ['dead letters: letter'], result: FAILED });
});

test('nothing is acknowledged when the remainder is not certain to be sent', async () => {
  expect((await carryingOut(SPLIT, 'remainder')).result).toEqual(FAILED);
});

test('a message that could not be hidden stays on the queue all the same', async () => {
  expect((await carryingOut(HIDE, 'hide')).result).toEqual(FAILED);
});
