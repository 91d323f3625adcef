import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { isConfirmed } from '../../cli/ask.ts';

/** Asks at a terminal at which this is typed. */
async function typing(typed: string, isMeant?: (typed: string) => boolean) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  let interrupts = 0;
  const interrupted = () => {
    interrupts += 1;
  };
  const answer = isConfirmed('Send it? Type yes: ', isMeant, { input, output, interrupted });
  input.write(typed);
  return { answer: await answer, interrupts };
}

test.each([
  ['yes\r', true],
  [' Yes \r', true],
  ['y\r', false],
  ['\r', false],
  ['\u0004', false],
])('typing %j is agreed to: %s', async (typed, answer) => {
  expect(await typing(typed)).toEqual({ answer, interrupts: 0 });
});

test('another word can be asked for', async () => {
  expect(await typing('INC-1\r', (typed) => typed === 'INC-1')).toMatchObject({ answer: true });
});

test('Ctrl-C is a no, after which whoever has asked can still let go of what it holds', async () => {
  expect(await typing('yes\u0003')).toEqual({ answer: false, interrupts: 1 });
});
